package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.List;

/** What capturing the outputs of a job that passed has given. */
public sealed interface CaptureResult {

    /**
     * The outputs are there and can be kept.
     *
     * @param list what they are
     * @param archive their bytes, read from the working tree when they are written
     * @param inPlace that they are in the working tree
     */
    record Captured(OutputList list, OutputArchive archive, InPlace inPlace) implements CaptureResult {

        public OutputDigest digest() {
            return list.digest();
        }
    }

    /**
     * The job passed and is proven, but its outputs are not kept.
     *
     * @param reasons why, each naming a file where it is for one; at most {@value OutputCapture#MAX_REASONS}
     */
    record NotKept(List<String> reasons) implements CaptureResult {}

    /**
     * The job fails.
     *
     * @param reason why
     */
    record Failed(String reason) implements CaptureResult {}
}
