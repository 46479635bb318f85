package dev.imagecopy.verification.cost;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The one table of limits: what was reached, and a little more. Whoever makes something cheaper lowers its limit here (the gates'
 * own tests fail when a limit is so high that a fifth more would not be noticed), whoever needs more raises it and says why in the
 * commit. {@code mvn -pl verification -am test -Dtest='*GateTest'} prints the values.
 */
final class Limits {
    /** The goals that the limits are on their way to. */
    static final double ALLOCATION_GOAL = 1.05;

    static final int CLASSES_GOAL = 2_400;
    static final int CORE_JAR_GOAL = 250;
    static final int PROVIDER_JAR_GOAL = 150;

    /**
     * Bytes to those of the client written by hand, for a copy and for a poll: what was reached plus 5 %, on the version of Java
     * that needs more.
     */
    private static final Map<Cloud, double[]> ALLOCATION = Map.of(
            Cloud.HUAWEI, new double[] {0.78, 0.86},
            Cloud.ALIBABA, new double[] {0.88, 1.03},
            Cloud.YANDEX, new double[] {1.13, 1.09},
            Cloud.FABRIC, new double[] {1.09, 1.13});

    /** Classes at the first copy, by version of Java: what was reached plus 15. */
    private static final NavigableMap<Integer, Map<Cloud, Integer>> CLASSES = new TreeMap<>(Map.of(
            17, Map.of(Cloud.HUAWEI, 1_949, Cloud.ALIBABA, 1_898, Cloud.YANDEX, 1_889, Cloud.FABRIC, 1_977),
            25, Map.of(Cloud.HUAWEI, 2_065, Cloud.ALIBABA, 2_010, Cloud.YANDEX, 1_998, Cloud.FABRIC, 2_133)));

    /** KB (1,024 bytes) of each published jar that an application needs: of sdk-core the goal, else what was reached plus 2 %. */
    static final Map<String, Integer> JARS = Map.of(
            "sdk-core", 250,
            "sdk-servicefabric", 118,
            "sdk-huawei-ims", 124,
            "sdk-yandex-desktop", 118,
            "sdk-alibaba-ecs", 137);

    private Limits() {}

    static Limit allocation(Cloud cloud, String kind) {
        double most = ALLOCATION.get(cloud)[kind.equals("copy") ? 0 : 1];
        return new Limit("bytes to raw, goal " + ALLOCATION_GOAL + ", " + cloud + " " + kind, most);
    }

    /** Java versions without a limit of their own have that of the next version which has one, or of the last. */
    static Limit classes(Cloud cloud, int java) {
        Integer measured = CLASSES.ceilingKey(java);
        int version = measured == null ? CLASSES.lastKey() : measured;
        String what = "classes on Java " + java + ", limit of " + version + ", goal on 17 " + CLASSES_GOAL;
        return new Limit(what + ", " + cloud, CLASSES.get(version).get(cloud));
    }

    static Limit jar(String module) {
        int goal = module.equals("sdk-core") ? CORE_JAR_GOAL : PROVIDER_JAR_GOAL;
        return new Limit("jar in KB, goal " + goal + ", " + module, JARS.get(module));
    }
}
