package dev.imagecopy.fleet.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;

/** What we write into the engine's table, in the transaction that makes a copy due. */
public final class TaskTable {
    /** The name of the tasks that make the steps of one copy, whose instance is the copy's id. */
    public static final String COPY = "copy";

    /** The name of the tasks that poll a group of copies, whose instance is the group. */
    public static final String GROUP = "poll-group";

    /** No step puts the next one off for so long. */
    private static final Duration NEVER = Duration.ofDays(100);

    private final String insert;
    private final String advance;
    private final String free;
    private final String forget;
    private final String reschedule;
    private final String delete;
    private final String oldestDue;
    private final String lostCopies;
    private final String lostGroups;
    private final String lostDue;
    private final String lostTime;

    /** Creates an instance. */
    public TaskTable(Database database) {
        insert = database.sql("insert into $task (task_name, task_instance, execution_time, picked, version)"
                + " select ?, ?, ?, false, 1 where not exists"
                + " (select 1 from $task where task_name = ? and task_instance = ?)");
        advance = database.sql("update $task set execution_time = ?, version = version + 1"
                + " where task_name = ? and task_instance = ? and not picked and execution_time > ?");
        free = database.sql(
                "update $task set execution_time = ?, picked = false, picked_by = null, last_heartbeat = null,"
                        + " version = version + 1 where task_name = ? and task_instance = ?");
        forget = database.sql("delete from $task where task_name = ? and task_instance = ?");
        reschedule = database.sql(
                "update $task set execution_time = ?, picked = false, picked_by = null, last_heartbeat = null,"
                        + " last_success = ?, consecutive_failures = 0, version = version + 1"
                        + " where task_name = ? and task_instance = ? and version = ?");
        delete = database.sql("delete from $task where task_name = ? and task_instance = ? and version = ?");
        oldestDue = database.sql("select min(execution_time) from $task where picked = false and execution_time <= ?");
        lostCopies = database.sql("select id from $copy where state in ('READY', 'SENDING', 'RUNNING')"
                + " and (poll_group is null or state <> 'RUNNING') and not exists"
                + " (select 1 from $task where task_name = 'copy' and task_instance = id)");
        lostDue = database.sql("update $copy set due_at = ? where state in ('READY', 'SENDING', 'RUNNING')"
                + " and (due_at is null or due_at > ?)");
        lostTime = database.sql("update $task set execution_time = ?, version = version + 1"
                + " where not picked and execution_time > ?");
        lostGroups = database.sql(
                "select distinct poll_group from $copy where state = 'RUNNING' and poll_group is not null"
                        + " and not exists (select 1 from $task where task_name = 'poll-group' and task_instance = poll_group)");
    }

    /** Makes sure that a task runs at a time, or earlier. */
    public void schedule(Connection connection, String name, String instance, Instant at) throws SQLException {
        schedule(connection, name, List.of(instance), at);
    }

    /** Makes sure that tasks run at a time, or earlier. */
    public void schedule(Connection connection, String name, Collection<String> instances, Instant at)
            throws SQLException {
        OffsetDateTime time = Database.time(at);
        try (PreparedStatement update = connection.prepareStatement(advance)) {
            for (String instance : instances) {
                update.setObject(1, time);
                update.setString(2, name);
                update.setString(3, instance);
                update.setObject(4, time);
                update.addBatch();
            }
            update.executeBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (String instance : instances) {
                statement.setString(1, name);
                statement.setString(2, instance);
                statement.setObject(3, time);
                statement.setString(4, name);
                statement.setString(5, instance);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Runs the task of a copy that is taken up again, even if an execution of its past still holds it. */
    public void restart(Connection connection, String id, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(free)) {
            update.setObject(1, Database.time(at));
            update.setString(2, COPY);
            update.setString(3, id);
            update.executeUpdate();
        }
        schedule(connection, COPY, id, at);
    }

    /** Deletes the task of a copy that has ended, which the engine has not deleted yet. */
    public void forget(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(forget)) {
            statement.setString(1, COPY);
            statement.setString(2, id);
            statement.executeUpdate();
        }
    }

    /** Gives tasks back after their executions, except those that somebody else has got in the meantime. */
    public void release(Connection connection, Collection<PickedTask.Release> releases, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(reschedule);
                PreparedStatement end = connection.prepareStatement(delete)) {
            boolean reschedules = false;
            boolean deletes = false;
            for (PickedTask.Release each : releases) {
                PickedTask task = each.task();
                if (each.dueAt().isPresent()) {
                    new Rows(update)
                            .time(each.dueAt().get())
                            .time(now)
                            .text(task.name())
                            .text(task.instance())
                            .number(task.version());
                    update.addBatch();
                    reschedules = true;
                } else {
                    new Rows(end).text(task.name()).text(task.instance()).number(task.version());
                    end.addBatch();
                    deletes = true;
                }
            }
            if (reschedules) {
                update.executeBatch();
            }
            if (deletes) {
                end.executeBatch();
            }
        }
    }

    /** Returns how long the task that has been due for the longest time has been waiting for a worker. */
    public Duration lag(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(oldestDue)) {
            query.setObject(1, Database.time(now));
            try (ResultSet found = query.executeQuery()) {
                Instant oldest = found.next() ? Database.instant(found.getObject(1, OffsetDateTime.class)) : null;
                return oldest == null ? Duration.ZERO : Duration.between(oldest, now);
            }
        }
    }

    /**
     * Schedules what has a place and no task, because somebody deleted from the engine's table, or broke a row or a
     * time.
     */
    public void heal(Connection connection, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lostDue)) {
            new Rows(statement).time(at).time(at.plus(NEVER));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(lostTime)) {
            new Rows(statement).time(at).time(at.plus(NEVER));
            statement.executeUpdate();
        }
        schedule(connection, COPY, Rows.texts(connection, lostCopies), at);
        schedule(connection, GROUP, Rows.texts(connection, lostGroups), at);
    }
}
