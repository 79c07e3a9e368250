import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys in the table of better-auth's plugin, with its names. Nobody's passkey is a second person's as well. */
export class Passkeys1768400000207 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auth.passkey (
        id text primary key,
        name text,
        "publicKey" text not null,
        "userId" text not null references auth."user" (id) on delete cascade,
        "credentialID" text not null unique,
        counter bigint not null,
        "deviceType" text not null,
        "backedUp" bool not null,
        transports text,
        "createdAt" timestamptz,
        aaguid text
      );
      create index passkey_of_user on auth.passkey ("userId");
      -- What was asked of somebody who then did not answer is removed by when it ended.
      create index verification_end on auth."verification" ("expiresAt");
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index auth.verification_end; drop table auth.passkey;');
  }
}
