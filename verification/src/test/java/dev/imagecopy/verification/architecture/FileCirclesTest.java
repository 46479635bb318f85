package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No file needs another that needs it back, directly or over others: each can be read, and changed, after what it uses. */
class FileCirclesTest {
    private static final String OURS = "dev.imagecopy.";

    /** The circles that a caller's view of the API makes, each with its reason. Everything else is taken apart. */
    private static final Map<Set<String>, String> INTENDED = Map.of(
            files("core.time", "TimeSource", "SystemTimeSource"),
            "an interface with a factory for its default implementation",
            files("servicefabric", "ServiceFabricClient", "DefaultServiceFabricClient"),
            "a client's builder creates its implementation",
            files("servicefabric.auth", "ServiceFabricCredentials", "SuppliedCredentials"),
            "credentials with factories for the sources that obtain them",
            files("huawei.ims", "HuaweiImsClient", "DefaultHuaweiImsClient"),
            "a client's builder creates its implementation",
            files("yandex.desktop", "YandexDesktopClient", "DefaultYandexDesktopClient"),
            "a client's builder creates its implementation",
            files("alibaba.ecs", "AlibabaEcsClient", "DefaultAlibabaEcsClient"),
            "a client's builder creates its implementation",
            files(
                    "yandex.desktop.auth",
                    "YandexCredentials",
                    "AuthorizedKeyLogin",
                    "IamTokenRequest",
                    "MachineAccount",
                    "WorkloadIdentity"),
            "credentials with factories for the sources that obtain them");

    @Test
    void files_formNoCirclesButTheIntendedOnes() {
        assertThat(circles(uses())).containsExactlyInAnyOrderElementsOf(INTENDED.keySet());
    }

    @Test
    void circles_findsWhatNeedsItselfOverOthers() {
        Map<String, Set<String>> uses =
                Map.of("a", Set.of("b"), "b", Set.of("c", "d"), "c", Set.of("a"), "d", Set.of("e"), "e", Set.of());

        assertThat(circles(uses)).containsExactly(Set.of("a", "b", "c"));
    }

    private static Set<String> files(String room, String... names) {
        return Stream.of(names).map(name -> OURS + room + "." + name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Which files of ours each file uses. */
    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : Sources.published()) {
            Set<String> used = uses.computeIfAbsent(file(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> file(dependency.getTargetClass().getBaseComponentType()))
                    .filter(name -> name.startsWith(OURS) && !name.equals(file(type)))
                    .forEach(used::add);
        }
        return uses;
    }

    private static String file(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Tarjan's algorithm; a file alone is no circle. */
    private static List<Set<String>> circles(Map<String, Set<String>> uses) {
        Tarjan search = new Tarjan(uses);
        new TreeSet<>(uses.keySet()).forEach(search::visit);
        return search.circles;
    }

    private static final class Tarjan {
        final List<Set<String>> circles = new ArrayList<>();
        private final Map<String, Set<String>> uses;
        private final Map<String, Integer> order = new HashMap<>();
        private final Map<String, Integer> lowest = new HashMap<>();
        private final Deque<String> open = new ArrayDeque<>();

        Tarjan(Map<String, Set<String>> uses) {
            this.uses = uses;
        }

        int visit(String name) {
            if (order.containsKey(name)) {
                return open.contains(name) ? lowest.get(name) : Integer.MAX_VALUE;
            }
            int own = order.size();
            order.put(name, own);
            lowest.put(name, own);
            open.push(name);
            for (String used : uses.getOrDefault(name, Set.of())) {
                lowest.merge(name, visit(used), Math::min);
            }
            if (lowest.get(name) == own) {
                Set<String> circle = new TreeSet<>();
                while (open.contains(name)) {
                    circle.add(open.pop());
                }
                if (circle.size() > 1) {
                    circles.add(circle);
                }
            }
            return lowest.get(name);
        }
    }
}
