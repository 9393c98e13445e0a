package io.jenkins.plugins.mergeability.engine.outputs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Does the same with many files on as many threads as there are processors. */
final class InParallel {

    /** Something that is done with a file or with files. */
    interface Work<T> {
        void with(T item) throws IOException;
    }

    private InParallel() {}

    /** Throws one of the exceptions if there are any; then some of the work may not be done. */
    static <T> void forEach(Collection<T> items, Work<T> work) throws IOException {
        try {
            items.parallelStream().forEach(item -> {
                try {
                    work.with(item);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
