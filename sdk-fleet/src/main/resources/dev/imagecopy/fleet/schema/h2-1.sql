-- The tables of a fleet, version 1, for H2 2.3 and newer: for tests and for trying it out, with ;WRITE_DELAY=0 in the URL.
-- Several processes may run it at once: H2 commits after each statement, so whoever comes second completes what is there.
-- For a fleet of another name than "imagecopy", replace the prefix imagecopy_ throughout.

-- How many copies hold a place under each limit, and what the service's refusals have taught.
create table if not exists imagecopy_limit (
    name          varchar primary key,
    taken         integer not null,
    learned       integer,
    ended_since   integer not null,
    pause_seconds integer not null,
    paused_until  timestamp(6) with time zone
);

-- One queue for each region of an account, and the limits that its copies share.
create table if not exists imagecopy_lane (
    name          varchar primary key,
    region_limit  varchar not null,
    account_limit varchar,
    waiting       bigint not null,
    admitted_at   timestamp(6) with time zone not null
);

create table if not exists imagecopy_copy (
    id           varchar primary key,
    seq          bigint generated always as identity unique,
    turn         bigint not null,
    run_name     varchar not null,
    client       varchar not null,
    provider     varchar not null,
    region       varchar not null,
    scope        varchar not null,
    name         varchar not null,
    source       varchar not null,
    lane         varchar not null,
    state        varchar not null,
    status       varchar,
    due_at       timestamp(6) with time zone,
    poll_group   varchar,
    cancelled    boolean not null,
    version      bigint not null,
    problem      varchar not null,
    submitted_at timestamp(6) with time zone not null,
    started_at   timestamp(6) with time zone,
    accepted_at  timestamp(6) with time zone,
    changed_at   timestamp(6) with time zone not null,
    worker       varchar not null,
    record       varchar not null
);
create index if not exists imagecopy_copy_waiting on imagecopy_copy (state, lane, turn);
create index if not exists imagecopy_copy_group on imagecopy_copy (poll_group, due_at);
create index if not exists imagecopy_copy_state on imagecopy_copy (state, status);

-- The engine's own table (db-scheduler 16).
create table if not exists imagecopy_task (
    task_name            varchar not null,
    task_instance        varchar not null,
    task_data            varbinary,
    execution_time       timestamp(6) with time zone not null,
    picked               boolean not null,
    picked_by            varchar,
    last_success         timestamp(6) with time zone,
    last_failure         timestamp(6) with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp(6) with time zone,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index if not exists imagecopy_task_due on imagecopy_task (execution_time);
create index if not exists imagecopy_task_heartbeat on imagecopy_task (last_heartbeat);

-- Last, since the tables are taken to be there when it has its row.
create table if not exists imagecopy_version (
    version integer primary key
);
merge into imagecopy_version (version) values (1);
