package dev.imagecopy.fleet;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Connections that count what is done with them, and of which one operation fails, whichever it is. */
final class FailingConnections {
    /** How an operation fails. */
    enum Failure {
        /** It is not done, and the connection stays usable. */
        REFUSED,
        /** It is done, a commit too, but the connection is lost before the answer. */
        UNANSWERED,
        /** The data source throws an exception of its own instead of giving a connection. */
        THROWN
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Open {
        Connection connection() throws SQLException;
    }

    private static final Set<String> OPERATIONS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback", "setAutoCommit");

    private Failure failure = Failure.REFUSED;
    private long next = Long.MAX_VALUE;
    private long operations;
    private final Map<String, Long> counts = new HashMap<>();
    private String failed = "nothing";
    private Runnable afterwards = () -> {};

    /** What happens as soon as the operation has failed. */
    void afterwards(Runnable work) {
        afterwards = work;
    }

    /** Lets an operation fail, counted from 1. */
    void fail(long number, Failure how) {
        next = number;
        failure = how;
    }

    long operations() {
        return operations;
    }

    String failed() {
        return failed;
    }

    Connection open(Open open) throws SQLException {
        if (isNext("getConnection")) {
            if (failure == Failure.THROWN) {
                throw new IllegalStateException("failed for this test: " + failed);
            }
            throw lost();
        }
        return new Watched(open.connection()).proxy();
    }

    /** How many there were whose name begins so. */
    long operations(String name) {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().startsWith(name))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private boolean isNext(String what) {
        if (failure == Failure.THROWN && !what.equals("getConnection")) {
            return false;
        }
        counts.merge(what.split(" ", 2)[0], 1L, Long::sum);
        boolean fails = ++operations == next;
        if (fails) {
            failed = operations + ": " + what;
        }
        return fails;
    }

    private SQLException lost() {
        return new SQLException("failed for this test: " + failed, "08006");
    }

    private final class Watched {
        private final Connection connection;
        private boolean isLost;

        Watched(Connection connection) {
            this.connection = connection;
        }

        Connection proxy() {
            return proxy(Connection.class, connection, "");
        }

        private <V> V proxy(Class<V> type, Object target, String sql) {
            InvocationHandler handler = (proxy, method, arguments) -> call(target, sql, method, arguments);
            return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler));
        }

        private Object call(Object target, String sql, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            if (name.equals("close")) {
                if (isLost) {
                    connection.rollback(); // as the database does
                }
                return invoke(target, method, arguments);
            }
            if (isLost) {
                throw lost();
            }
            boolean fails = OPERATIONS.contains(name) && isNext(name + " " + sql);
            if (fails && failure == Failure.REFUSED) {
                throw new SQLException("failed for this test: " + failed, "XX000");
            }
            Object result = invoke(target, method, arguments);
            if (fails) {
                isLost = true;
                afterwards.run();
                throw lost();
            }
            if (result instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, statement, (String) arguments[0]);
            }
            return result instanceof Statement statement ? proxy(Statement.class, statement, "") : result;
        }

        private Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
