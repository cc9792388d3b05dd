package io.breakwater.backing;

/** The mailbox's JVM: GreenMail's own main returns when SMTP and HTTP listen. */
final class MailChild {

    private MailChild() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        ParentWatch.start();
        Class.forName("com.icegreen.greenmail.standalone.GreenMailStandaloneRunner")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
        System.out.println(ParentWatch.READY);
    }
}
