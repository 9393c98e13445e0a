package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the items of columns so that few edges between neighboring columns cross: each item near the middle of those
 * it is connected to (the barycenter), column by column in both directions, then neighbors are swapped where that
 * helps.
 */
final class GraphOrder {

    private static final int SWEEPS = 24;
    private static final int SWAPS = 8;

    private final int[][] columns;
    private final List<List<Integer>> left;
    private final List<List<Integer>> right;
    /** The position of an item in its column, between 0 and 1. */
    private final double[] height;

    private GraphOrder(int[][] columns, List<List<Integer>> left, List<List<Integer>> right) {
        this.columns = columns;
        this.left = left;
        this.right = right;
        this.height = new double[left.size()];
    }

    /**
     * Orders each of the columns in place.
     *
     * @param left the items of the column before that each item is joined to
     * @param right the items of the column behind that each item is joined to
     */
    static void improve(int[][] columns, List<List<Integer>> left, List<List<Integer>> right) {
        new GraphOrder(columns, left, right).improve();
    }

    private void improve() {
        Arrays.stream(columns).forEach(this::measure);
        int[][] best = Arrays.stream(columns).map(int[]::clone).toArray(int[][]::new);
        int fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean forward = sweep % 2 == 0;
            for (int i = 1; i < columns.length; i++) {
                sort(columns[forward ? i : columns.length - 1 - i], forward ? left : right);
            }
            for (int pass = 0; pass < SWAPS && swap(); pass++) {}
            int crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = Arrays.stream(columns).map(int[]::clone).toArray(int[][]::new);
            }
        }
        System.arraycopy(best, 0, columns, 0, columns.length);
    }

    private void measure(int[] column) {
        for (int i = 0; i < column.length; i++) {
            height[column[i]] = (i + 0.5) / column.length;
        }
    }

    private void sort(int[] column, List<List<Integer>> towards) {
        double[] desired = new double[height.length];
        for (int item : column) {
            desired[item] = towards.get(item).stream()
                    .mapToDouble(other -> height[other])
                    .average()
                    .orElse(height[item]);
        }
        Integer[] sorted = Arrays.stream(column).boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, Comparator.comparingDouble(item -> desired[item]));
        Arrays.setAll(column, i -> sorted[i]);
        measure(column);
    }

    /** Swaps neighbors whose edges cross less in the other order; returns whether there were any. */
    private boolean swap() {
        boolean swapped = false;
        for (int[] column : columns) {
            for (int i = 1; i < column.length; i++) {
                int above = column[i - 1];
                int below = column[i];
                int gain = inverted(left.get(above), left.get(below))
                        + inverted(right.get(above), right.get(below))
                        - inverted(left.get(below), left.get(above))
                        - inverted(right.get(below), right.get(above));
                if (gain > 0) {
                    column[i - 1] = below;
                    column[i] = above;
                    swapped = true;
                }
            }
            measure(column);
        }
        return swapped;
    }

    private int inverted(List<Integer> ofAbove, List<Integer> ofBelow) {
        int count = 0;
        for (int a : ofAbove) {
            for (int b : ofBelow) {
                count += height[a] > height[b] ? 1 : 0;
            }
        }
        return count;
    }

    private int crossings() {
        int count = 0;
        for (int[] column : columns) {
            List<Integer> passed = new ArrayList<>();
            for (int item : column) {
                count += inverted(passed, right.get(item));
                passed.addAll(right.get(item));
            }
        }
        return count;
    }
}
