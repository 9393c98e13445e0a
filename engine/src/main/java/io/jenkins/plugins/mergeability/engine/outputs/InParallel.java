package io.jenkins.plugins.mergeability.engine.outputs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Does the same with many files on as many threads as there are processors. */
final class InParallel {

    /** Something that is done with a file or with files. */
    interface Work<T, R> {
        R with(T item) throws IOException;
    }

    private InParallel() {}

    /** The results, in the order of the items. Throws one of the exceptions if there are any; some work is not done then. */
    static <T, R> List<R> map(Collection<T> items, Work<T, R> work) throws IOException {
        try {
            return items.parallelStream()
                    .map(item -> {
                        try {
                            return work.with(item);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
