package dev.imagecopy.verification.fleet;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.fleet.DatabaseTimeSource;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each process of the fleet has: a pool, the database's time, four clients, the same settings. */
final class FleetProcess implements AutoCloseable {
    static final int IN_ALIBABA_REGION = 10;
    static final int IN_CLUSTER = 16;
    static final int IN_OTHER_REGIONS = 24;

    static final PollPolicy HASTY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(1_050))
            .minInterval(Duration.ofMillis(200))
            .maxInterval(Duration.ofSeconds(1))
            .build();

    final HikariDataSource pool = new HikariDataSource();
    final Fleet fleet;
    private final DatabaseTimeSource time;
    private final ServiceFabricClient fabric;
    private final HuaweiImsClient huawei;
    private final YandexDesktopClient yandex;
    private final AlibabaEcsClient alibaba;

    /**
     * Connects.
     *
     * @param addresses of Service Fabric, Huawei, Yandex and Alibaba
     * @param url the database's
     * @param namesAreUnique what the caller guarantees
     */
    FleetProcess(List<String> addresses, String url, boolean namesAreUnique) {
        this(
                addresses,
                url,
                namesAreUnique,
                new CopyLimits(
                                10_000,
                                IN_OTHER_REGIONS,
                                Map.of(),
                                CopyLimits.standard().inAccount())
                        .withInRegion("alibaba-ecs", IN_ALIBABA_REGION)
                        .withInRegion("servicefabric", IN_CLUSTER));
    }

    FleetProcess(List<String> addresses, String url, boolean namesAreUnique, CopyLimits limits) {
        pool.setJdbcUrl(url);
        pool.setUsername("sa");
        pool.setMaximumPoolSize(20);
        pool.setConnectionTimeout(5_000);
        pool.setExceptionOverride(new BrokenConnections());
        time = DatabaseTimeSource.of(pool);
        fabric = prepared(ServiceFabricClient.builder().endpoint(URI.create(addresses.get(0))))
                .build();
        huawei = prepared(Clouds.huawei(URI.create(addresses.get(1)), time)).build();
        yandex = prepared(Clouds.yandex(URI.create(addresses.get(2)), time)).build();
        alibaba = prepared(Clouds.alibaba(URI.create(addresses.get(3)), time)).build();
        fleet = Fleet.builder()
                .dataSource(pool)
                .timeSource(time)
                .clients(CopyClients.of("sf", fabric, "hw", huawei, "yc", yandex, "ali", alibaba))
                .limits(limits)
                .pollPolicy(HASTY)
                .resumePolicy(
                        namesAreUnique ? ResumePolicy.uniqueNames(Duration.ofSeconds(3)) : ResumePolicy.standard())
                .build();
    }

    static int limit(String region) {
        return region.startsWith("alibaba-ecs")
                ? IN_ALIBABA_REGION
                : region.startsWith("servicefabric") ? IN_CLUSTER : IN_OTHER_REGIONS;
    }

    /** What the pool does not know of H2: see docs/fleets.md. */
    private static final class BrokenConnections implements SQLExceptionOverride {
        private static final Set<Integer> BROKEN = Set.of(90067, 90098, 90121);

        @java.lang.Override // the pool's enum has this name, too
        public SQLExceptionOverride.Override adjudicate(SQLException error) {
            return BROKEN.contains(error.getErrorCode())
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }

    private <B extends ClientBuilder<B>> B prepared(B builder) {
        return builder.timeSource(time).pollPolicy(HASTY);
    }

    @Override
    public void close() {
        fabric.close();
        huawei.close();
        yandex.close();
        alibaba.close();
        time.close();
        pool.close();
    }
}
