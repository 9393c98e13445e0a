/** The history of a local repository, asked of the git executable, 2.25 or newer. */
package io.jenkins.plugins.mergeability.engine.change.git;
