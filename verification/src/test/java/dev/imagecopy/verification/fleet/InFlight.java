package dev.imagecopy.verification.fleet;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ExecutedCopy;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many copies each region has at once, seen from the services: looks at their copies all the time. A copy that was accepted
 * between two looks certainly runs from the second look until its duration after the first.
 */
final class InFlight {
    private final List<Simulator> services;
    private final long duration;
    private final Map<Simulator, Integer> seen = new HashMap<>();
    private final Map<String, Deque<Long>> ends = new HashMap<>();
    private final Map<String, Integer> most = new TreeMap<>();
    private long lastLook = System.nanoTime();

    InFlight(Simulators services, Duration duration) {
        this.services = List.of(services.serviceFabric(), services.huawei(), services.yandex(), services.alibaba());
        this.duration = duration.toNanos();
    }

    void look() {
        long before = lastLook;
        long now = System.nanoTime();
        for (Simulator service : services) {
            List<? extends ExecutedCopy> copies = service.copies();
            long looked = System.nanoTime();
            for (ExecutedCopy copy : copies.subList(seen.getOrDefault(service, 0), copies.size())) {
                Deque<Long> running = ends.computeIfAbsent(region(copy), region -> new ArrayDeque<>());
                while (!running.isEmpty() && running.peekFirst() - looked <= 0) {
                    running.removeFirst();
                }
                if (before + duration - looked > 0) {
                    running.addLast(before + duration);
                }
                most.merge(region(copy), running.size(), Math::max);
            }
            seen.put(service, copies.size());
        }
        lastLook = now;
    }

    int copies() {
        return seen.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The most at once, by region. */
    Map<String, Integer> most() {
        return Map.copyOf(most);
    }

    private static String region(ExecutedCopy copy) {
        if (copy instanceof AlibabaEcsSimulator.Copy ali) {
            return "alibaba-ecs " + ali.destinationRegion();
        }
        if (copy instanceof HuaweiImsSimulator.Copy huawei) {
            return "huawei-ims " + huawei.region();
        }
        if (copy instanceof YandexDesktopSimulator.Copy yandex) {
            return "yandex-desktop " + yandex.folderId();
        }
        return copy instanceof ServiceFabricSimulator.Copy ? "servicefabric cluster" : "unknown";
    }
}
