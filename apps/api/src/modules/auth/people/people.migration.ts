import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More people than the owner: who was let in and shut out when, and whose links sign in whom. */
export class People1766400000203 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table auth."user" add "deactivatedAt" timestamptz, add "lastSeenAt" timestamptz;
      create index user_newest on auth."user" ("createdAt" desc, id desc);
      -- The owner gets a UUID, as everything that has a global id.
      alter table auth."session" drop constraint "session_userId_fkey",
        add foreign key ("userId") references auth."user" (id) on update cascade on delete cascade;
      alter table auth."account" drop constraint "account_userId_fkey",
        add foreign key ("userId") references auth."user" (id) on update cascade on delete cascade;
      update auth."user" set id = '00000000-0000-4000-8000-000000000001' where id = 'owner';
      -- The links of before are the owner's.
      alter table auth.sign_in_links add user_id text not null default '00000000-0000-4000-8000-000000000001';
      alter table auth.sign_in_links alter user_id drop default;
      -- Unlogged: a crash may forget it, and nobody waits for a disk because of it.
      create unlogged table sign_in_attempts (
        key varchar(255) primary key,
        points int not null default 0,
        expire bigint
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sign_in_attempts;
      alter table auth.sign_in_links drop user_id;
      drop index auth.user_newest;
      update auth."user" set id = 'owner' where id = '00000000-0000-4000-8000-000000000001';
      alter table auth."user" drop "deactivatedAt", drop "lastSeenAt";
    `);
  }
}
