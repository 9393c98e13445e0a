/** The results of a run: live in a terminal, and as a summary, JSON and JUnit XML. */
package io.jenkins.plugins.mergeability.engine.run.report;
