/** The history of a local repository, read by the git executable, 2.25 or newer. */
package io.jenkins.plugins.mergeability.engine.change.git;
