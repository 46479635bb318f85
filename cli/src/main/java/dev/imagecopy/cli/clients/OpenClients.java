package dev.imagecopy.cli.clients;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.time.TimeSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The clients of some accounts, open until this is closed. */
public final class OpenClients implements AutoCloseable {
    private final Map<String, OpenAccount> accounts;

    private OpenClients(Map<String, OpenAccount> accounts) {
        this.accounts = accounts;
    }

    /**
     * Opens a client for each account. Does no I/O, except for reading files with certificates and profiles.
     *
     * @param accounts the accounts by name
     * @param services what the clients talk to
     * @param store where they keep their copies
     * @param time their clocks; empty for those of this machine
     * @throws UsageException if an account has a setting that its client rejects
     */
    public static OpenClients open(
            Map<String, PlanAccount> accounts,
            Services services,
            Optional<OperationStore> store,
            Optional<TimeSource> time) {
        AccountOpener opener = new AccountOpener(services, store, time);
        Map<String, OpenAccount> open = new LinkedHashMap<>();
        OpenClients clients = new OpenClients(open);
        try {
            accounts.forEach((name, account) -> open.put(name, opener.open(account)));
        } catch (IllegalArgumentException e) {
            clients.close();
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
        return clients;
    }

    /** Returns the open accounts by name, in order. */
    public Map<String, OpenAccount> accounts() {
        return Collections.unmodifiableMap(accounts);
    }

    /**
     * Returns an open account.
     *
     * @param name its name
     */
    public OpenAccount account(String name) {
        OpenAccount account = accounts.get(name);
        if (account == null) {
            throw new IllegalArgumentException("no account " + name);
        }
        return account;
    }

    /** Returns the clients for jobs. */
    public CopyClients copyClients() {
        CopyClients.Builder clients = CopyClients.builder();
        accounts.forEach((name, open) ->
                clients.add(name, open.client(), open.account().basics().tenant()));
        return clients.build();
    }

    @Override
    public void close() {
        accounts.values().stream().map(OpenAccount::client).forEach(ImageCopyClient::close);
    }
}
