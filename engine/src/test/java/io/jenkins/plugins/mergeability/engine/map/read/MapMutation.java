package io.jenkins.plugins.mergeability.engine.map.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random change of a map given as data: an entry dropped, renamed, moved elsewhere, doubled or given another value. */
final class MapMutation {

    private static final List<String> KEYS = List.of(
            "version",
            "unmapped",
            "ignore",
            "lockfiles",
            "defaults",
            "components",
            "root",
            "paths",
            "dependsOn",
            "affects",
            "jobs",
            "kind",
            "kinds",
            "exports",
            "ignore",
            "needs",
            "agent",
            "platforms",
            "when",
            "timeout",
            "retry",
            "env",
            "credentials",
            "container",
            "isolate",
            "junit",
            "artifacts",
            "maxParallel",
            "limit",
            "allowFailure",
            "dir",
            "shell",
            "run",
            "sequence",
            "parallel",
            "failFast",
            "name",
            "environments",
            "local",
            "soak",
            "approval",
            "by",
            "count",
            "not",
            "freeze",
            "deploy",
            "of",
            "before",
            "verify",
            "compatible",
            "other",
            "a b",
            "");

    private final Random random;

    MapMutation(Random random) {
        this.random = random;
    }

    void apply(Map<String, Object> root) {
        List<Object> places = new ArrayList<>();
        collect(root, places);
        Object place = places.get(random.nextInt(places.size()));
        if (place instanceof Map<?, ?>) {
            change(asMap(place));
        } else {
            change(asList(place));
        }
    }

    private void change(Map<String, Object> map) {
        List<String> keys = new ArrayList<>(map.keySet());
        if (keys.isEmpty() || random.nextInt(5) == 0) {
            map.put(KEYS.get(random.nextInt(KEYS.size())), value());
            return;
        }
        String key = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(4)) {
            case 0 -> map.remove(key);
            case 1 -> map.put(KEYS.get(random.nextInt(KEYS.size())), map.remove(key));
            case 2 -> map.put(key, value());
            default -> map.put(key, wrapped(map.get(key)));
        }
    }

    private void change(List<Object> list) {
        int at = list.isEmpty() ? 0 : random.nextInt(list.size());
        switch (random.nextInt(4)) {
            case 0 -> list.clear();
            case 1 -> list.add(at, value());
            case 2 -> list.add(list.isEmpty() ? value() : copy(list.get(at)));
            default -> {
                if (!list.isEmpty()) {
                    list.set(at, wrapped(list.get(at)));
                }
            }
        }
    }

    private Object wrapped(Object value) {
        if (random.nextBoolean()) {
            return new ArrayList<>(java.util.Collections.singletonList(value));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(KEYS.get(random.nextInt(KEYS.size())), value);
        return map;
    }

    private Object value() {
        Object[] values = {
            null,
            true,
            false,
            0,
            1,
            2,
            7,
            11,
            -1,
            1001,
            1.5,
            "",
            " ",
            "x",
            "1",
            "true",
            "1h",
            "90",
            "0s",
            "1h30m",
            "merge",
            "bash",
            "everything",
            "nothing",
            "linux",
            "a/b",
            "../x",
            "/x",
            "a\\b",
            "C:/x",
            "!x",
            "[",
            "a b",
            "ü",
            "a".repeat(101),
            "x/y/z",
            ".",
            "..",
            "a/..",
            "..a",
            "\u0007",
            "-x",
            "\n",
            "x\ny",
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(List.of("x")),
            new ArrayList<>(List.of("x", "x")),
            new ArrayList<>(List.of(1, true)),
            new LinkedHashMap<>(Map.of("run", "x")),
            new LinkedHashMap<>(Map.of("A", "x")),
            new LinkedHashMap<>(Map.of("A", 1)),
            new LinkedHashMap<>(Map.of("a-b", "")),
            new LinkedHashMap<>(Map.of("x", new ArrayList<>(List.of("y"))))
        };
        return values[random.nextInt(values.length)];
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> copy = new LinkedHashMap<>();
            asMap(value).forEach((key, inner) -> copy.put(key, copy(inner)));
            return copy;
        }
        if (value instanceof List<?>) {
            List<Object> copy = new ArrayList<>();
            asList(value).forEach(inner -> copy.add(copy(inner)));
            return copy;
        }
        return value;
    }

    private static void collect(Object value, List<Object> places) {
        if (value instanceof Map<?, ?>) {
            places.add(value);
            asMap(value).values().forEach(inner -> collect(inner, places));
        } else if (value instanceof List<?>) {
            places.add(value);
            asList(value).forEach(inner -> collect(inner, places));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object value) {
        return (List<Object>) value;
    }
}
