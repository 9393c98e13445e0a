package io.jenkins.plugins.mergeability.engine.report.graph;

/** The least-squares fit of positions on a line to desired ones, in a given order and with minimum distances. */
final class IsotonicFit {

    private IsotonicFit() {}

    /**
     * The positions nearest to the desired ones (pool adjacent violators).
     *
     * @param desired the desired positions
     * @param weight their weights, above 0
     * @param offset the minimum distance of each from the first, ascending
     */
    static double[] fit(double[] desired, double[] weight, double[] offset) {
        int count = desired.length;
        double[] mean = new double[count];
        double[] mass = new double[count];
        int[] size = new int[count];
        int pools = 0;
        for (int i = 0; i < count; i++) {
            mean[pools] = desired[i] - offset[i];
            mass[pools] = weight[i];
            size[pools++] = 1;
            while (pools > 1 && mean[pools - 2] >= mean[pools - 1]) {
                pools--;
                double sum = mass[pools - 1] + mass[pools];
                mean[pools - 1] = (mean[pools - 1] * mass[pools - 1] + mean[pools] * mass[pools]) / sum;
                mass[pools - 1] = sum;
                size[pools - 1] += size[pools];
            }
        }
        double[] fitted = new double[count];
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int k = 0; k < size[pool]; k++, i++) {
                fitted[i] = mean[pool] + offset[i];
            }
        }
        return fitted;
    }
}
