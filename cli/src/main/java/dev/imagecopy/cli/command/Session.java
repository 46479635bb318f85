package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.OpenClients;
import dev.imagecopy.cli.clients.Services;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.core.operation.OperationStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** The services and the store that a command uses, and the clients that it opens; all are closed in the right order. */
final class Session implements AutoCloseable {
    private final Services services;
    private final Optional<StoreFolder> store;
    private final Deque<OpenClients> open = new ArrayDeque<>();

    private Session(Services services, Optional<StoreFolder> store) {
        this.services = services;
        this.store = store;
    }

    /** A session for commands that copy nothing. */
    static Session withoutStore(SimulateOption simulate) {
        return new Session(simulate.open(), Optional.empty());
    }

    static Session open(SimulateOption simulate, StoreOption store) {
        Services services = simulate.open();
        try {
            return new Session(services, store.open(services));
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    Services services() {
        return services;
    }

    Optional<StoreFolder> store() {
        return store;
    }

    /** Opens clients, which are closed with the session. */
    OpenClients clients(Map<String, PlanAccount> accounts) {
        OpenClients clients = OpenClients.open(accounts, services, operations(), Optional.empty());
        open.push(clients);
        return clients;
    }

    Optional<OperationStore> operations() {
        return store.map(StoreFolder::operations);
    }

    @Override
    public void close() {
        open.forEach(OpenClients::close);
        store.ifPresent(StoreFolder::close);
        services.close();
    }
}
