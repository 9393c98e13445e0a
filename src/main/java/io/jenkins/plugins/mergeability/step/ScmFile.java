package io.jenkins.plugins.mergeability.step;

import hudson.XmlFile;
import hudson.model.Items;
import hudson.model.Run;
import hudson.scm.SCM;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the jobs of a call check out, beside the call's record. */
final class ScmFile {

    private ScmFile() {}

    private static XmlFile file(Run<?, ?> run, int number) {
        return new XmlFile(Items.XSTREAM2, new File(run.getRootDir(), "components/" + number + "/scm.xml"));
    }

    static void write(Run<?, ?> run, int number, SCM scm) throws IOException {
        file(run, number).write(scm);
    }

    /** What is to be checked out; null where the build has no SCM of its own. */
    static SCM read(Run<?, ?> run, int number) {
        XmlFile file = file(run, number);
        if (!file.exists()) {
            return null;
        }
        try {
            return (SCM) file.read();
        } catch (IOException e) {
            throw new UncheckedIOException("what is to be checked out cannot be read: " + e.getMessage(), e);
        }
    }
}
