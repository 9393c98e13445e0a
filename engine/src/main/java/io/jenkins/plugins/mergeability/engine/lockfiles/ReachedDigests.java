package io.jenkins.plugins.mergeability.engine.lockfiles;

import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Digests of the nodes of a graph, each with all that it leads to: two are equal exactly if all of that is. Nodes that lead
 * to each other have one digest, so a cycle is no special case, and each node is hashed once however many lead to it.
 */
final class ReachedDigests {

    private static final int NONE = -1;

    private final List<LockFile.Node> nodes;
    private final byte[][] digests;
    private final FieldHasher hasher = new FieldHasher();

    // Tarjan's algorithm for strongly connected components, without recursion: a chain may be longer than a stack.
    private final int[] order;
    private final int[] low;
    private final int[] stack;
    private final boolean[] stacked;
    private int stackSize;
    private int visited;

    ReachedDigests(List<LockFile.Node> nodes) {
        this.nodes = nodes;
        this.digests = new byte[nodes.size()][];
        this.order = new int[nodes.size()];
        this.low = new int[nodes.size()];
        this.stack = new int[nodes.size()];
        this.stacked = new boolean[nodes.size()];
        Arrays.fill(order, NONE);
    }

    /** The digest of each node. */
    byte[][] all() {
        int[] path = new int[nodes.size()];
        int[] next = new int[nodes.size()];
        for (int start = 0; start < nodes.size(); start++) {
            if (order[start] != NONE) {
                continue;
            }
            int depth = 0;
            path[0] = start;
            enter(start);
            while (depth >= 0) {
                int node = path[depth];
                int[] leadsTo = nodes.get(node).leadsTo();
                if (next[node] < leadsTo.length) {
                    int target = leadsTo[next[node]++];
                    if (order[target] == NONE) {
                        enter(target);
                        path[++depth] = target;
                    } else if (stacked[target]) {
                        low[node] = Math.min(low[node], order[target]);
                    }
                    continue;
                }
                if (low[node] == order[node]) {
                    close(node);
                }
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[node]);
                }
            }
        }
        return digests;
    }

    private void enter(int node) {
        order[node] = visited;
        low[node] = visited++;
        stack[stackSize++] = node;
        stacked[node] = true;
    }

    /** Gives a digest to nodes that lead to each other; all else that they lead to has its own already. */
    private void close(int first) {
        List<Integer> cycle = new ArrayList<>();
        int node;
        do {
            node = stack[--stackSize];
            stacked[node] = false;
            cycle.add(node);
        } while (node != first);
        cycle.sort(null);
        TreeSet<byte[]> beyond = new TreeSet<>(Arrays::compareUnsigned);
        hasher.begin("reached");
        for (int each : cycle) {
            hasher.add(nodes.get(each).key()).add(nodes.get(each).digest());
            for (int target : nodes.get(each).leadsTo()) {
                if (digests[target] != null) {
                    beyond.add(digests[target]);
                }
            }
        }
        beyond.forEach(hasher::add);
        byte[] digest = hasher.end();
        for (int each : cycle) {
            digests[each] = digest;
        }
    }
}
