package dev.imagecopy.cli.fleet;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.cli.clients.OpenClients;
import dev.imagecopy.cli.clients.Services;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.database.DatabasePool;
import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.fleet.DatabaseTimeSource;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The fleet that a command works with, and all that it needs, which is closed in the right order. */
final class FleetSession implements AutoCloseable {
    private static final int FEW_CONNECTIONS = 4;

    /** After the process that served a database file has ended, the next one takes seconds to open it. */
    private static final Duration CHANGES_HANDS_WITHIN = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final FleetOptions options;
    private final Services services;
    private final Fleet fleet;
    private final Deque<Runnable> closing;

    private FleetSession(FleetOptions options, Services services, Fleet fleet, Deque<Runnable> closing) {
        this.options = options;
        this.services = services;
        this.fleet = fleet;
        this.closing = closing;
    }

    /** For a command that reads or changes rows, and calls no service. */
    static FleetSession open(FleetOptions options, SimulateOption simulate) {
        return withTables(connect(options, simulate, Optional.empty(), FEW_CONNECTIONS, false));
    }

    /** The same, with the limits of a plan. */
    static FleetSession open(FleetOptions options, SimulateOption simulate, Optional<Plan> plan) {
        return withTables(connect(options, simulate, plan, FEW_CONNECTIONS, false));
    }

    /** For a worker, with the clients of its plan. */
    static FleetSession open(FleetOptions options, SimulateOption simulate, Plan plan, int connections) {
        return withTables(connect(options, simulate, Optional.of(plan), connections, false));
    }

    /** Creates the tables, and the database if it is a file, unless they are there. */
    static FleetSession create(FleetOptions options, SimulateOption simulate, Optional<Plan> plan) {
        FleetSession session = connect(options, simulate, plan, FEW_CONNECTIONS, true);
        try {
            session.fleet().createTables();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static FleetSession withTables(FleetSession session) {
        try {
            if (!session.look(Fleet::hasTables)) {
                throw new RefusedException(
                        "The database " + session.options.address().shown() + " has no tables of the fleet "
                                + session.name(),
                        "Create them with \"" + session.command("schema --create") + "\"");
            }
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static FleetSession connect(
            FleetOptions options, SimulateOption simulate, Optional<Plan> plan, int connections, boolean creates) {
        Deque<Runnable> closing = new ArrayDeque<>();
        try {
            Services services = simulate.open();
            closing.push(services::close);
            refuseTransient(services);
            String name = options.fleetName(services.ports().isPresent());
            DatabasePool pool = options.open(connections, creates);
            closing.push(pool::close);
            DatabaseTimeSource time = DatabaseTimeSource.of(pool.source());
            closing.push(time::close);
            Fleet.Builder fleet = Fleet.builder()
                    .name(name)
                    .dataSource(pool.source())
                    .timeSource(time)
                    .pollPolicy(services.pollPolicy());
            if (plan.isEmpty()) {
                fleet.clients(CopyClients.builder().build());
            } else {
                OpenClients clients =
                        OpenClients.open(plan.get().accounts(), services, Optional.empty(), Optional.of(time));
                closing.push(clients::close);
                plan.get().applyTo(fleet).clients(clients.copyClients());
            }
            return new FleetSession(options, services, fleet.build(), closing);
        } catch (RuntimeException e) {
            closing.forEach(Runnable::run);
            throw e;
        }
    }

    private static void refuseTransient(Services services) {
        if (services.areTransient()) {
            throw new UsageException(
                    "--simulate needs the ports of a running 'imagecopy simulate': the copies of simulators"
                            + " inside a process end with it");
        }
    }

    Fleet fleet() {
        return fleet;
    }

    /**
     * Looks at the fleet; again if its database is a file, and the process that served it to others has just ended: the next one
     * serves it then.
     */
    <T> T look(Function<Fleet, T> what) {
        boolean changesHands = options.address().file().isPresent();
        long begunAt = System.nanoTime();
        while (true) {
            try {
                return what.apply(fleet);
            } catch (FleetException e) {
                boolean mayPass =
                        changesHands && e.getCause() != null; // without one, it is not the database that failed
                if (!mayPass
                        || Thread.currentThread().isInterrupted()
                        || System.nanoTime() - begunAt > CHANGES_HANDS_WITHIN.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    /** The fleet's name, with which its tables begin. */
    String name() {
        return options.fleetName(services.ports().isPresent());
    }

    /** A command for the same fleet, to be shown to people. */
    String command(String words) {
        return options.command(words, services);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
        closing.clear();
    }
}
