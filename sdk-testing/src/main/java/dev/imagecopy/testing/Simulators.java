package dev.imagecopy.testing;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * All four simulators together: as a program, for tools in any language and for tests that need a separate process, and as a
 * library.
 *
 * <pre>{@code
 * java -cp 'lib/*' dev.imagecopy.testing.Simulators [--port FIRST] [--tls]
 * }</pre>
 *
 * <p>The program prints addresses and accepted credentials and runs until it is stopped (Ctrl-C). If a first port is given, the
 * simulators use that one and the next three, in the order of the methods below.
 */
public final class Simulators implements AutoCloseable {
    private static final int LAST_FIRST_PORT = 65532;
    private static final String USAGE = "Usage: Simulators [--port FIRST] [--tls]";

    private final ServiceFabricSimulator serviceFabric;
    private final HuaweiImsSimulator huawei;
    private final YandexDesktopSimulator yandex;
    private final AlibabaEcsSimulator alibaba;

    private Simulators(StartOptions options) {
        Starter starter = new Starter(options);
        try {
            serviceFabric = starter.start(ServiceFabricSimulator::start);
            huawei = starter.start(HuaweiImsSimulator::start);
            yandex = starter.start(YandexDesktopSimulator::start);
            alibaba = starter.start(AlibabaEcsSimulator::start);
        } catch (RuntimeException failure) {
            starter.closeAll();
            throw failure;
        }
    }

    /**
     * Starts all four simulators on free ports.
     *
     * @return the running simulators
     */
    public static Simulators start() {
        return start(StartOptions.defaults());
    }

    /**
     * Starts all four simulators.
     *
     * @param options the options; a port is that of the first simulator, at most 65532
     * @return the running simulators
     * @throws java.io.UncheckedIOException if a port is taken; then none is running
     * @throws IllegalArgumentException if the port is too high for three more after it
     */
    public static Simulators start(StartOptions options) {
        if (options.port() > LAST_FIRST_PORT) {
            throw new IllegalArgumentException("port is the first of four in a row and must be at most "
                    + LAST_FIRST_PORT + ", not " + options.port());
        }
        return new Simulators(options);
    }

    /**
     * Runs all four until the process is stopped.
     *
     * @param arguments see {@link Simulators}
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String... arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        StartOptions options;
        try {
            options = options(List.of(arguments));
        } catch (IllegalArgumentException misused) {
            System.err.println(misused.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        Simulators simulators;
        try {
            simulators = start(options);
        } catch (UncheckedIOException taken) {
            System.err.println(taken.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(simulators::close, "simulators-close"));
        System.out.println(simulators.description());
        System.out.println("Ctrl-C stops them.");
        new CountDownLatch(1).await();
    }

    /** {@return the first of the four} */
    public ServiceFabricSimulator serviceFabric() {
        return serviceFabric;
    }

    /** {@return the second of the four} */
    public HuaweiImsSimulator huawei() {
        return huawei;
    }

    /** {@return the third of the four} */
    public YandexDesktopSimulator yandex() {
        return yandex;
    }

    /** {@return the last of the four} */
    public AlibabaEcsSimulator alibaba() {
        return alibaba;
    }

    /**
     * Returns their addresses, the credentials that they accept, images to copy, and with TLS the certificates to trust.
     *
     * @return some lines of text
     */
    public String description() {
        StringBuilder text = new StringBuilder();
        describe(text, "Azure Service Fabric", serviceFabric, Map.of(), "folder", ServiceFabricSimulator.SOURCE_FOLDER);
        describe(
                text,
                "Huawei Cloud IMS",
                huawei,
                Map.of(
                        "access key", HuaweiImsSimulator.ACCESS_KEY + " " + HuaweiImsSimulator.SECRET_KEY,
                        "IAM token", HuaweiImsSimulator.IAM_TOKEN,
                        "region", HuaweiImsSimulator.REGION + ", project " + HuaweiImsSimulator.PROJECT_ID),
                "image",
                HuaweiImsSimulator.SOURCE_IMAGE);
        describe(
                text,
                "Yandex Cloud Desktop",
                yandex,
                Map.of("IAM token", YandexDesktopSimulator.IAM_TOKEN, "folder", YandexDesktopSimulator.FOLDER),
                "image",
                YandexDesktopSimulator.SOURCE_IMAGE);
        describe(
                text,
                "Alibaba Cloud ECS",
                alibaba,
                Map.of(
                        "access key",
                        AlibabaEcsSimulator.ACCESS_KEY_ID + " " + AlibabaEcsSimulator.ACCESS_KEY_SECRET,
                        "region",
                        AlibabaEcsSimulator.SOURCE_REGION),
                "image",
                AlibabaEcsSimulator.SOURCE_IMAGE);
        return text.toString();
    }

    @Override
    public void close() {
        serviceFabric.close();
        huawei.close();
        yandex.close();
        alibaba.close();
    }

    private static void describe(
            StringBuilder text,
            String name,
            Simulator simulator,
            Map<String, String> accepts,
            String kind,
            String source) {
        text.append(name).append("\n  ").append(simulator.endpoint()).append('\n');
        accepts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(line -> text.append("  %-11s %s%n".formatted(line.getKey(), line.getValue())));
        text.append("  %-11s %s%n".formatted(kind, source));
        if (simulator.endpoint().getScheme().equals("https")) {
            text.append(simulator.certificatePem());
        }
    }

    private static StartOptions options(List<String> arguments) {
        StartOptions options = StartOptions.defaults();
        for (int i = 0; i < arguments.size(); i++) {
            options = switch (arguments.get(i)) {
                case "--tls" -> options.tls();
                case "--port" -> options.port(port(++i < arguments.size() ? arguments.get(i) : ""));
                default -> throw new IllegalArgumentException("Unknown argument " + arguments.get(i));
            };
        }
        return options;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("--port wants a number, not \"" + text + "\"");
        }
        int first = Integer.parseInt(text);
        if (first > LAST_FIRST_PORT) {
            throw new IllegalArgumentException(
                    "--port is the first of four in a row, at most " + LAST_FIRST_PORT + ", not " + first);
        }
        return first;
    }

    /** Starts one after another, each on the next port. */
    private static final class Starter {
        private final List<Simulator> started = new ArrayList<>();
        private final StartOptions first;

        Starter(StartOptions first) {
            this.first = first;
        }

        <S extends Simulator> S start(Function<StartOptions, S> simulator) {
            S one = simulator.apply(first.port() == 0 ? first : first.port(first.port() + started.size()));
            started.add(one);
            return one;
        }

        void closeAll() {
            started.forEach(Simulator::close);
        }
    }
}
