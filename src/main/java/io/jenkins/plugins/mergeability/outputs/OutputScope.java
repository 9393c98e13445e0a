package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.proofs.DirectoryName;
import java.io.Serializable;
import java.util.List;

/**
 * Decides which outputs a build may restore: those of the primary branch, and its own. Each scope has a directory of its
 * own in a store, and only its builds write there.
 *
 * @param repository the name of the repository
 * @param own the name of the directory of the scope, in that of the repository
 */
public record OutputScope(String repository, String own) implements Serializable {

    /** The directory of the primary branch. */
    static final String PRIMARY = "primary";

    /** The scope of the primary branch of a repository. */
    public static OutputScope primary(String repository) {
        return new OutputScope(repository, PRIMARY);
    }

    /** The scope of another branch, a pull request, or a job outside of multibranch projects. */
    public static OutputScope other(String repository, String name) {
        return new OutputScope(repository, "other-" + DirectoryName.of(name));
    }

    /** Whether it is that of the primary branch. */
    public boolean isPrimary() {
        return own.equals(PRIMARY);
    }

    /** The name of the directory of the repository. */
    String directory() {
        return DirectoryName.of(repository);
    }

    /** The directories that its builds read, their own first. */
    List<String> readable() {
        return isPrimary() ? List.of(own) : List.of(own, PRIMARY);
    }
}
