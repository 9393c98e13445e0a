package io.jenkins.plugins.mergeability.engine.cli.init;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packages of one build tool. */
interface Ecosystem {

    /** The name of the kind of its components. */
    String kind();

    /** The build tool and its manifests, for a comment. */
    String described();

    /**
     * The packages that its manifests describe.
     *
     * @param doubts takes a sentence for each thing that was not understood
     */
    List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException;

    /** The possible names of the manifest of a package, in its root. */
    List<String> manifests();

    /** The jobs of its kind by name, each as the content of a map in YAML. */
    Map<String, String> jobs(SourceTree tree);

    /** The scripts that its jobs refer to. */
    default List<SharedTreeScript> scripts(SourceTree tree) {
        return List.of();
    }

    /** The job whose outputs other packages find, so that it runs before theirs; none where each builds what it uses. */
    default Optional<String> neededJob() {
        return Optional.empty();
    }
}
