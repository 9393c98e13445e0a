package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import jenkins.scm.api.SCMFileSystem;

/** Reads the component map for an untrusted pull request from the trusted revision. */
final class TrustedMap {

    private TrustedMap() {}

    /** The note of a plan with such a map. */
    static String note(BuildSource.Origin origin, String path) {
        return "the changes of " + origin.head().getName() + " to " + GitPath.display(path)
                + " are ignored, because it is not trusted: the map is that of " + trusted(origin);
    }

    /**
     * Reads the map.
     *
     * @throws PlanningException if it cannot be read; there is no fallback
     */
    static MapSource read(BuildSource.Origin origin, String path) throws IOException, InterruptedException {
        // Some sources find a revision only by its own head.
        try (SCMFileSystem files =
                SCMFileSystem.of(origin.source(), origin.trusted().getHead(), origin.trusted())) {
            if (files == null) {
                throw new PlanningException("the component map of an untrusted pull request must be read from "
                        + trusted(origin) + ", but this kind of source needs a clone for that: define the map in"
                        + " the Jenkinsfile with `components`");
            }
            try (InputStream content = files.child(path).content()) {
                return new MapSource(path, content.readNBytes(MapReader.MAX_BYTES + 1));
            }
        } catch (FileNotFoundException e) {
            throw new PlanningException("there is no component map " + GitPath.display(path) + " in " + trusted(origin)
                    + ", and the map of an untrusted pull request is not used: add the map there first");
        } catch (PlanningException e) {
            throw e;
        } catch (IOException e) {
            throw new PlanningException("the component map " + GitPath.display(path) + " of " + trusted(origin)
                    + ", which replaces that of an untrusted pull request, cannot be read: "
                    + e.getMessage());
        }
    }

    private static String trusted(BuildSource.Origin origin) {
        return origin.trusted().getHead().getName() + " (" + origin.trusted() + ")";
    }
}
