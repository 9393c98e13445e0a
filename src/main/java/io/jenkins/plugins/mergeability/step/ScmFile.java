package io.jenkins.plugins.mergeability.step;

import hudson.XmlFile;
import hudson.model.Items;
import hudson.model.Run;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Stores the SCM that the jobs of a call check out, beside the call's record. */
final class ScmFile {

    private ScmFile() {}

    private static XmlFile file(Path directory) {
        return new XmlFile(Items.XSTREAM2, directory.resolve("scm.xml").toFile());
    }

    private static Path directory(Run<?, ?> run, int number) {
        return BuildRecords.directory(run).resolve(Integer.toString(number));
    }

    static void write(Run<?, ?> run, int number, SCM scm) throws IOException {
        write(directory(run, number), scm);
    }

    static void write(Path directory, SCM scm) throws IOException {
        file(directory).write(scm);
    }

    /** The SCM to check out; null where the pipeline has none. */
    static SCM read(Run<?, ?> run, int number) {
        XmlFile file = file(directory(run, number));
        if (!file.exists()) {
            return null;
        }
        try {
            return (SCM) file.read();
        } catch (IOException e) {
            throw new UncheckedIOException("the SCM to check out cannot be read: " + e.getMessage(), e);
        }
    }
}
