/**
 * The files a job makes for others: captured into an archive, kept in a store by their digest, restored where a job
 * needs them.
 *
 * <p>Outputs are files and links. An empty directory is not an output: it is neither captured nor restored, as in git.
 * A file is kept with the mode 644 or, where its owner may execute it, 755.
 */
package io.jenkins.plugins.mergeability.engine.outputs;
