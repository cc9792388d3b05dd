-- PUBLISHED: in the JWKS, signs nothing yet. SIGNING: signs every internal token. RETIRED: in the JWKS until the last
-- token that it signed is dead, then deleted.
CREATE TABLE signing_key (
    kid           text PRIMARY KEY,
    state         text        NOT NULL CHECK (state IN ('PUBLISHED', 'SIGNING', 'RETIRED')),
    public_jwk    text        NOT NULL,
    -- PKCS #8, AES-256-GCM: 12 bytes of nonce, then ciphertext and tag; the kid is authenticated with it.
    private_key   bytea       NOT NULL,
    -- When it came into its present state.
    state_since   timestamptz NOT NULL,
    created_at    timestamptz NOT NULL
);
-- One key signs, one waits: whatever replicas do at once, the database holds the rule.
CREATE UNIQUE INDEX signing_key_one_signs ON signing_key (state) WHERE state = 'SIGNING';
CREATE UNIQUE INDEX signing_key_one_waits ON signing_key (state) WHERE state = 'PUBLISHED';
GRANT SELECT, INSERT, DELETE ON signing_key TO ${application};
GRANT UPDATE (state, state_since) ON signing_key TO ${application};
