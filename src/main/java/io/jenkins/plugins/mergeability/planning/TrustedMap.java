package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import jenkins.scm.api.SCMFileSystem;

/** Reads the component map of an untrusted pull request from the revision that is trusted, as its script is. */
final class TrustedMap {

    private TrustedMap() {}

    /** What a plan by such a map says of it. */
    static String note(BuildSource.Origin origin, String path) {
        return "what " + origin.head().getName() + " says in " + GitPath.display(path)
                + " does not count, because it is not trusted: the map is that of " + where(origin);
    }

    /**
     * The map.
     *
     * @throws PlanningException if it cannot be read, which is never a reason to read another
     */
    static MapSource read(BuildSource.Origin origin, String path) throws IOException, InterruptedException {
        // By its own head: some sources do not find another's revision.
        try (SCMFileSystem files =
                SCMFileSystem.of(origin.source(), origin.trusted().getHead(), origin.trusted())) {
            if (files == null) {
                throw new PlanningException("the component map of an untrusted pull request has to be read from "
                        + where(origin) + ", which this kind of source cannot do without a clone: write the map into"
                        + " the Jenkinsfile with `components`");
            }
            try (InputStream content = files.child(path).content()) {
                return new MapSource(path, content.readNBytes(MapReader.MAX_BYTES + 1));
            }
        } catch (FileNotFoundException e) {
            throw new PlanningException("there is no component map " + GitPath.display(path) + " in " + where(origin)
                    + ", and that of an untrusted pull request is not used: add the map there first");
        } catch (PlanningException e) {
            throw e;
        } catch (IOException e) {
            throw new PlanningException("the component map " + GitPath.display(path) + " of " + where(origin)
                    + ", which is used instead of that of an untrusted pull request, could not be read: "
                    + e.getMessage());
        }
    }

    private static String where(BuildSource.Origin origin) {
        return origin.trusted().getHead().getName() + " (" + origin.trusted() + ")";
    }
}
