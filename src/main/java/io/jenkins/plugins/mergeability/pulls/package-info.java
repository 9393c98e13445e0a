/** The pages of a project: its open pull requests with their verdicts, and the statistics of its components. */
package io.jenkins.plugins.mergeability.pulls;
