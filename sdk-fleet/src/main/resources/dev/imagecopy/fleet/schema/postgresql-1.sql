-- The tables of a fleet, version 1, for PostgreSQL 12 and newer.
-- For a fleet of another name than "imagecopy", replace the prefix imagecopy_ throughout.

-- How many copies hold a place under each limit, and what the service's refusals have taught.
create table imagecopy_limit (
    name          text primary key,
    taken         integer not null,
    learned       integer,
    ended_since   integer not null,
    pause_seconds integer not null,
    paused_until  timestamp with time zone
);

-- One queue for each region of an account, and the limits that its copies share.
create table imagecopy_lane (
    name          text primary key,
    region_limit  text not null,
    account_limit text,
    waiting       bigint not null,
    admitted_at   timestamp with time zone not null
);

create table imagecopy_copy (
    id           text primary key,
    seq          bigint generated always as identity unique,
    turn         bigint not null,
    run_name     text not null,
    client       text not null,
    provider     text not null,
    region       text not null,
    scope        text not null,
    name         text not null,
    source       text not null,
    lane         text not null,
    state        text not null,
    status       text,
    due_at       timestamp with time zone,
    poll_group   text,
    cancelled    boolean not null,
    version      bigint not null,
    problem      text not null,
    submitted_at timestamp with time zone not null,
    started_at   timestamp with time zone,
    accepted_at  timestamp with time zone,
    changed_at   timestamp with time zone not null,
    worker       text not null,
    record       text not null
);
-- The order of turns is that of seq; with seq itself the planner would walk past all copies that have ended.
create index imagecopy_copy_waiting on imagecopy_copy (lane, turn) where state = 'WAITING';
create index imagecopy_copy_group on imagecopy_copy (poll_group, due_at) where poll_group is not null;
create index imagecopy_copy_state on imagecopy_copy (state, status);

-- The engine's own table (db-scheduler 16).
create table imagecopy_task (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index imagecopy_task_due on imagecopy_task (execution_time);
create index imagecopy_task_heartbeat on imagecopy_task (last_heartbeat);

-- Last, since the tables are taken to be there when it has its row.
create table imagecopy_version (
    version integer not null
);
insert into imagecopy_version (version) values (1);
