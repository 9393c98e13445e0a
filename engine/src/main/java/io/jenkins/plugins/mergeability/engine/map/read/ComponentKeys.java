package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import java.util.LinkedHashSet;
import java.util.Set;

/** The keys of a component: those of its kind, replaced one by one by its own. Only jobs are merged key by key. */
final class ComponentKeys {

    final ScalarNode name;

    /** Whether it names a kind, or is one, so that a job may be written in two places. */
    boolean ofKind;

    /** The root that its kind gives; null if it has its own. */
    Node kindRoot;

    Node root;
    Node paths;
    Node exports;
    Node ignore;
    Node dependsOn;
    Node affects;
    Node kindJobs;
    Node jobs;

    ComponentKeys(ScalarNode name) {
        this.name = name;
    }

    /** Takes the keys of the kind of the component. */
    void takeKind(MapNode kind, Problems problems) {
        ofKind = true;
        take(kind, KnownKeys.KIND, problems);
        kindRoot = root;
        root = null;
        kindJobs = jobs;
        jobs = null;
    }

    /** Takes the component's own keys. */
    void takeOwn(MapNode own, Problems problems) {
        take(own, KnownKeys.COMPONENT, problems);
    }

    private void take(MapNode map, KnownKeys known, Problems problems) {
        for (int i = 0; i < map.size(); i++) {
            ScalarNode key = map.key(i);
            Node value = map.value(i);
            switch (key.text) {
                case "root" -> root = value;
                case "paths" -> paths = value;
                case "exports" -> exports = value;
                case "ignore" -> ignore = value;
                case "dependsOn" -> dependsOn = value;
                case "affects" -> affects = value;
                case "jobs" -> jobs = value;
                default -> {
                    if (key.text.equals("kind") && known == KnownKeys.COMPONENT) {
                        ofKind = true;
                    } else {
                        known.refuse(key, problems);
                    }
                }
            }
        }
    }

    /** The names of its jobs, in order: those of the kind first. */
    Set<String> jobNames() {
        Set<String> names = new LinkedHashSet<>();
        if (kindJobs instanceof MapNode map) {
            for (int i = 0; i < map.size(); i++) {
                names.add(map.key(i).text);
            }
        }
        if (jobs instanceof MapNode map) {
            for (int i = 0; i < map.size(); i++) {
                String job = map.key(i).text;
                if (names.contains(job) && isNoJob(map.value(i))) {
                    names.remove(job);
                } else {
                    names.add(job);
                }
            }
        }
        return names;
    }

    /** Whether a value says that a component does not have the job of its kind. */
    private static boolean isNoJob(Node value) {
        return value instanceof ScalarNode scalar
                && scalar.type() == ScalarNode.Type.BOOLEAN
                && scalar.text.charAt(0) != 't'
                && scalar.text.charAt(0) != 'T';
    }
}
