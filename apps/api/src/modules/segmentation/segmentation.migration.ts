import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Segmentations, the segments of every k, who is in which, and a sample of customers on two components. */
export class Segmentations1763800000501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table segmentations (
        id uuid primary key default gen_random_uuid(),
        dataset_id uuid not null references datasets on delete cascade,
        status text not null check (status in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
        created_at timestamptz not null,
        seed int not null,
        engine text not null,
        features text[] not null,
        min_k int not null,
        max_k int not null,
        requested_k int,
        selected_k int,
        recommended_k int,
        recommendation text,
        active boolean not null default false,
        job_id text,
        qualities jsonb not null default '[]',
        columns jsonb not null,
        explained_variance_ratio float8[] not null default '{}',
        loadings jsonb not null default '[]',
        encoded_features text[] not null default '{}',
        models bytea[]
      )`);
    await runner.query(
      'create index segmentations_newest on segmentations (dataset_id, created_at desc, id desc)',
    );
    await runner.query('create unique index segmentations_active on segmentations (dataset_id) where active');
    await runner.query(`
      create table segments (
        segmentation_id uuid not null references segmentations on delete cascade,
        k int not null,
        index int not null,
        key text not null,
        name text not null,
        description text not null,
        size int not null,
        share float8 not null,
        profile jsonb not null,
        primary key (segmentation_id, k, index),
        unique (segmentation_id, k, key)
      )`);
    await runner.query(`
      create table segment_memberships (
        segmentation_id uuid not null references segmentations on delete cascade,
        "row" int not null,
        labels smallint[] not null,
        primary key (segmentation_id, "row")
      )`);
    await runner.query(`
      create table projection_points (
        segmentation_id uuid not null references segmentations on delete cascade,
        rank int not null,
        "row" int not null,
        x float8 not null,
        y float8 not null,
        primary key (segmentation_id, rank)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table projection_points, segment_memberships, segments, segmentations');
  }
}
