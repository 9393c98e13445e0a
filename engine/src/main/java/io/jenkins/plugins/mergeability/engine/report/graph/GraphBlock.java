package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays out one connected part of a graph from left to right. An edge over several columns is routed between the boxes
 * through passages; edges of one kind from one box share them, like branches of a trunk.
 */
final class GraphBlock {

    private static final int BETWEEN_BOXES = 16;
    private static final int BETWEEN_PASSAGES = 11;
    private static final int PORT = 11;
    private static final int SWEEPS = 16;

    /** An edge as drawn, from left to right; {@code backward} where its arrow points to the left. */
    record Link(int left, int right, boolean affects, boolean backward) {
        private int port() {
            return !affects ? 0 : backward ? -PORT : PORT;
        }
    }

    /** The upper left corner and the width of each box, and the corners of each link. */
    final int[] x;

    final int[] y;
    final int[] boxWidth;
    final List<int[][]> routes = new ArrayList<>();
    int width;
    int height;

    private final int[] heights;
    private final List<Link> links;
    private final List<List<Integer>> left = new ArrayList<>();
    private final List<List<Integer>> right = new ArrayList<>();
    private final List<int[]> chains = new ArrayList<>();
    /** The passages of edges that run together, from left to right. */
    private final List<List<Integer>> trunks = new ArrayList<>();

    private final List<Integer> column = new ArrayList<>();

    /**
     * @param widths the minimum width of each box
     * @param heights the height of each box
     * @param links edges without a cycle
     */
    GraphBlock(int[] widths, int[] heights, List<Link> links) {
        this.heights = heights;
        this.links = links;
        x = new int[widths.length];
        y = new int[widths.length];
        boxWidth = new int[widths.length];
        chain();
        int[][] columns = columns();
        GraphOrder.improve(columns, left, right);
        place(widths, columns, centers(columns));
    }

    private boolean box(int item) {
        return item < heights.length;
    }

    /** Assigns a column to each box, and passages to each link. */
    private void chain() {
        List<List<Integer>> next = new ArrayList<>();
        List<List<Integer>> previous = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            next.add(new ArrayList<>());
            previous.add(new ArrayList<>());
            item(0);
        }
        for (Link link : links) {
            next.get(link.left()).add(link.right());
            previous.get(link.right()).add(link.left());
        }
        int[] layer = GraphLayers.assign(next, previous);
        for (int i = 0; i < layer.length; i++) {
            column.set(i, layer[i]);
        }
        Map<String, Map<Integer, Integer>> trunks = new LinkedHashMap<>();
        for (Link link : links) {
            int[] chain = new int[layer[link.right()] - layer[link.left()] + 1];
            chain[0] = link.left();
            chain[chain.length - 1] = link.right();
            for (int i = 1; i < chain.length; i++) {
                if (i < chain.length - 1) {
                    int at = layer[link.left()] + i;
                    chain[i] = trunks.computeIfAbsent(link.left() + " " + link.port(), key -> new TreeMap<>())
                            .computeIfAbsent(at, this::item);
                }
                if (!right.get(chain[i - 1]).contains(chain[i])) {
                    right.get(chain[i - 1]).add(chain[i]);
                    left.get(chain[i]).add(chain[i - 1]);
                }
            }
            chains.add(chain);
        }
        trunks.values().forEach(trunk -> this.trunks.add(List.copyOf(trunk.values())));
    }

    /** The items of each column, with the passages in the middle, where they are near most boxes. */
    private int[][] columns() {
        List<List<Integer>> columns = new ArrayList<>();
        for (int item = 0; item < column.size(); item++) {
            while (columns.size() <= column.get(item)) {
                columns.add(new ArrayList<>());
            }
            List<Integer> items = columns.get(column.get(item));
            items.add(box(item) ? items.size() : items.size() / 2, item);
        }
        return columns.stream()
                .map(items -> items.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private int item(int inColumn) {
        column.add(inColumn);
        left.add(new ArrayList<>());
        right.add(new ArrayList<>());
        return column.size() - 1;
    }

    /** The center of each item: near those it is connected to, as far as its neighbors leave space. */
    private double[] centers(int[][] columns) {
        double[] center = new double[column.size()];
        for (int[] items : columns) {
            double[] offsets = offsets(items);
            for (int i = 0; i < items.length; i++) {
                center[items[i]] = offsets[i] - offsets[items.length - 1] / 2;
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean last = sweep >= SWEEPS - 2;
            for (int i = 0; i < columns.length; i++) {
                boolean forward = sweep % 2 == 0;
                int[] items = columns[forward ? i : columns.length - 1 - i];
                double[] desired = new double[items.length];
                double[] weight = new double[items.length];
                for (int k = 0; k < items.length; k++) {
                    if (last || forward) {
                        pull(items[k], left.get(items[k]), center, desired, weight, k);
                    }
                    if (last || !forward) {
                        pull(items[k], right.get(items[k]), center, desired, weight, k);
                    }
                    desired[k] = weight[k] == 0 ? center[items[k]] : desired[k] / weight[k];
                    weight[k] = Math.max(weight[k], 0.05);
                }
                double[] fitted = IsotonicFit.fit(desired, weight, offsets(items));
                for (int k = 0; k < items.length; k++) {
                    center[items[k]] = fitted[k];
                }
            }
        }
        straighten(columns, center);
        return center;
    }

    /** Aligns neighboring passages of a trunk, where the items above and below leave space. */
    private void straighten(int[][] columns, double[] center) {
        double[] lowest = new double[center.length];
        double[] highest = new double[center.length];
        for (List<Integer> trunk : trunks) {
            for (int item : trunk) {
                int[] items = columns[column.get(item)];
                int at = 0;
                while (items[at] != item) {
                    at++;
                }
                lowest[item] = at == 0 ? -1e9 : center[items[at - 1]] + distance(items[at - 1], item);
                highest[item] = at == items.length - 1 ? 1e9 : center[items[at + 1]] - distance(item, items[at + 1]);
            }
            for (int first = 0, end; first < trunk.size(); first = end) {
                double low = lowest[trunk.get(first)];
                double high = highest[trunk.get(first)];
                double sum = center[trunk.get(first)];
                for (end = first + 1; end < trunk.size(); end++) {
                    int item = trunk.get(end);
                    if (Math.max(low, lowest[item]) > Math.min(high, highest[item])) {
                        break;
                    }
                    low = Math.max(low, lowest[item]);
                    high = Math.min(high, highest[item]);
                    sum += center[item];
                }
                double level = Math.max(low, Math.min(high, sum / (end - first)));
                trunk.subList(first, end).forEach(item -> center[item] = level);
            }
        }
    }

    /** Long edges pull most, so that they are straight. */
    private void pull(int item, List<Integer> joined, double[] center, double[] desired, double[] weight, int k) {
        for (int other : joined) {
            double strength = box(item) && box(other) ? 1 : box(item) || box(other) ? 2 : 8;
            desired[k] += strength * center[other];
            weight[k] += strength;
        }
    }

    /** The minimum distance of the center of each item from that of the first of its column. */
    private double[] offsets(int[] items) {
        double[] offsets = new double[items.length];
        for (int i = 1; i < items.length; i++) {
            offsets[i] = offsets[i - 1] + distance(items[i - 1], items[i]);
        }
        return offsets;
    }

    private double distance(int above, int below) {
        return half(above) + half(below) + (box(above) && box(below) ? BETWEEN_BOXES : BETWEEN_PASSAGES);
    }

    private double half(int item) {
        return box(item) ? heights[item] / 2.0 : 0;
    }

    private void place(int[] widths, int[][] columns, double[] center) {
        double top = Double.MAX_VALUE;
        for (int item = 0; item < center.length; item++) {
            top = Math.min(top, center[item] - half(item));
        }
        int[] starts = new int[columns.length];
        int[] ends = new int[columns.length];
        for (int c = 0; c < columns.length; c++) {
            int widest = Arrays.stream(columns[c])
                    .filter(this::box)
                    .map(i -> widths[i])
                    .max()
                    .orElse(0);
            double steepest = 0;
            for (int item : columns[c]) {
                for (int other : left.get(item)) {
                    steepest = Math.max(steepest, Math.abs(center[item] - center[other]));
                }
            }
            starts[c] = c == 0 ? 0 : ends[c - 1] + (int) Math.min(160, Math.max(56, 36 + steepest / 5));
            ends[c] = starts[c] + widest;
        }
        int[] middle = new int[center.length];
        for (int item = 0; item < center.length; item++) {
            middle[item] = (int) Math.round(center[item] - top);
            height = Math.max(height, (int) Math.ceil(middle[item] + half(item)));
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = starts[column.get(i)];
            y[i] = middle[i] - heights[i] / 2;
            boxWidth[i] = ends[column.get(i)] - x[i];
        }
        width = ends.length == 0 ? 0 : ends[ends.length - 1];
        for (int k = 0; k < links.size(); k++) {
            routes.add(route(links.get(k), chains.get(k), starts, ends, middle));
        }
    }

    /** The corners of an edge from its start to its arrow head: in turn a bend and a straight line through a column. */
    private int[][] route(Link link, int[] chain, int[] starts, int[] ends, int[] middle) {
        int[][] route = new int[2 * chain.length - 2][];
        // A very small step would look like a mistake.
        boolean flat = chain.length == 2 && Math.abs(middle[link.left()] - middle[link.right()]) <= 4;
        for (int i = 0; i < chain.length; i++) {
            int level = (flat ? middle[link.left()] : middle[chain[i]]) + (box(chain[i]) ? link.port() : 0);
            if (i > 0) {
                route[2 * i - 1] = new int[] {starts[column.get(chain[i])], level};
            }
            if (i < chain.length - 1) {
                route[2 * i] = new int[] {ends[column.get(chain[i])], level};
            }
        }
        if (link.backward()) {
            java.util.Collections.reverse(Arrays.asList(route));
        }
        return route;
    }
}
