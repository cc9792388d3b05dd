package io.breakwater.gateway.problem;

/** An entry of contracts/problems.json: what a slug means and what its reader can do. */
record ProblemType(int status, String title, String meaning, String whatToDo) {}
