package io.jenkins.plugins.mergeability.view;

import hudson.Functions;
import io.jenkins.plugins.mergeability.record.LeftOutputs;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The outputs that a job left. */
@ExportedBean(defaultVisibility = 5)
public final class OutputsView {

    private static final int SHOWN_DIGITS = 12;

    private final LeftOutputs outputs;

    OutputsView(LeftOutputs outputs) {
        this.outputs = outputs;
    }

    /** Their digest, in hexadecimal; empty if they are not kept. */
    @Exported
    public String getDigest() {
        return outputs.digest();
    }

    @Exported
    public int getFiles() {
        return outputs.files();
    }

    /** The size of all files together. */
    @Exported
    public long getBytes() {
        return outputs.bytes();
    }

    /** Whether the controller has them, besides the agent. */
    @Exported
    public boolean isOnController() {
        return outputs.onController();
    }

    /** Why they are not kept; empty if they are. */
    @Exported
    public List<String> getNotKept() {
        return outputs.notKept();
    }

    /** Such as {@code 3 files, 1.20 MB, 9f86d081884c}. */
    public String getText() {
        return outputs.isKept()
                ? Messages.OutputsView_Kept(
                        outputs.files(),
                        Functions.humanReadableByteSize(outputs.bytes()),
                        outputs.digest().substring(0, SHOWN_DIGITS))
                : Messages.OutputsView_NotKept(String.join("; ", outputs.notKept()));
    }
}
