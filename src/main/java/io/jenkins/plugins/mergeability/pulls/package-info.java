/** The pages about the pull requests of a project: which can be merged, what the others wait for, and statistics. */
package io.jenkins.plugins.mergeability.pulls;
