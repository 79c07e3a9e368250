import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API keys, one-time sign-in links, and the tables of better-auth in a schema of their own. */
export class Auth1763800000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table api_keys (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        prefix text not null,
        hash bytea not null unique,
        role text not null check (role in ('VIEWER', 'ANALYST', 'ADMIN')),
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz
      );

      create schema auth;
      create table auth.sign_in_links (
        hash bytea primary key,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      -- Signs the session cookies: every process on this database needs the same one.
      create table auth.cookie_secret (
        only_row bool primary key default true check (only_row),
        value text not null
      );

      create table auth."user" (
        id text primary key,
        name text not null,
        email text not null unique,
        "emailVerified" bool not null,
        image text,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null default current_timestamp,
        role text not null
      );
      create table auth."session" (
        id text primary key,
        "expiresAt" timestamptz not null,
        token text not null unique,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null,
        "ipAddress" text,
        "userAgent" text,
        "userId" text not null references auth."user" (id) on delete cascade,
        "apiKeyId" text
      );
      create index session_of_user on auth."session" ("userId");
      create table auth."account" (
        id text primary key,
        "accountId" text not null,
        "providerId" text not null,
        "userId" text not null references auth."user" (id) on delete cascade,
        "accessToken" text,
        "refreshToken" text,
        "idToken" text,
        "accessTokenExpiresAt" timestamptz,
        "refreshTokenExpiresAt" timestamptz,
        scope text,
        password text,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null
      );
      create index account_of_user on auth."account" ("userId");
      create table auth."verification" (
        id text primary key,
        identifier text not null,
        value text not null,
        "expiresAt" timestamptz not null,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null default current_timestamp
      );
      create index verification_identifier on auth."verification" (identifier);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema auth cascade; drop table api_keys;');
  }
}
