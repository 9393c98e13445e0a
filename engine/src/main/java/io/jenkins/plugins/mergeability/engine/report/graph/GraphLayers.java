package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Assigns the vertices of an acyclic graph to columns, so that every edge leads to the right and no column grows far
 * beyond the others: the longest path decides, and a vertex whose column is full moves to the next.
 */
final class GraphLayers {

    private GraphLayers() {}

    /**
     * The column of each vertex.
     *
     * @param next the vertices that edges lead to from each vertex
     * @param previous the vertices that edges come from to each vertex
     */
    static int[] assign(List<List<Integer>> next, List<List<Integer>> previous) {
        int count = next.size();
        List<Integer> order = order(next, previous);
        int[] before = new int[count];
        for (int v : order) {
            next.get(v).forEach(w -> before[w] = Math.max(before[w], before[v] + 1));
        }
        int[] after = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            int v = order.get(i);
            next.get(v).forEach(w -> after[v] = Math.max(after[v], after[w] + 1));
        }
        int capacity = Math.max(8, (int) Math.ceil(1.7 * Math.sqrt(count)));
        int[] layer = new int[count];
        int[] taken = new int[count + 1];
        // Vertices with long paths behind them go first, so that others move to the next column.
        List<Integer> byDepth = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing((Integer v) -> before[v])
                        .thenComparing(v -> -after[v])
                        .thenComparing(v -> -next.get(v).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (int v : byDepth) {
            for (int w : previous.get(v)) {
                layer[v] = Math.max(layer[v], layer[w] + 1);
            }
            while (taken[layer[v]] >= capacity) {
                layer[v]++;
            }
            taken[layer[v]]++;
        }
        pullRight(byDepth, next, previous, layer, taken, capacity);
        return withoutGaps(layer);
    }

    /** Moves a vertex with more outgoing than incoming edges as near as possible to its targets. */
    private static void pullRight(
            List<Integer> byDepth,
            List<List<Integer>> next,
            List<List<Integer>> previous,
            int[] layer,
            int[] taken,
            int capacity) {
        for (int i = byDepth.size() - 1; i >= 0; i--) {
            int v = byDepth.get(i);
            if (next.get(v).size() > previous.get(v).size()) {
                int nearest = next.get(v).stream().mapToInt(w -> layer[w]).min().orElseThrow() - 1;
                while (nearest > layer[v] && taken[nearest] >= capacity) {
                    nearest--;
                }
                taken[layer[v]]--;
                layer[v] = nearest;
                taken[nearest]++;
            }
        }
    }

    private static int[] withoutGaps(int[] layer) {
        int[] used = Arrays.stream(layer).distinct().sorted().toArray();
        return Arrays.stream(layer).map(l -> Arrays.binarySearch(used, l)).toArray();
    }

    private static List<Integer> order(List<List<Integer>> next, List<List<Integer>> previous) {
        int[] waiting = previous.stream().mapToInt(List::size).toArray();
        List<Integer> order = new ArrayList<>();
        for (int v = 0; v < waiting.length; v++) {
            if (waiting[v] == 0) {
                order.add(v);
            }
        }
        for (int i = 0; i < order.size(); i++) {
            for (int w : next.get(order.get(i))) {
                if (--waiting[w] == 0) {
                    order.add(w);
                }
            }
        }
        return order;
    }
}
