/** Reports the mergeability of pull requests to GitHub: evaluates them after each event and delivers the results. */
package io.jenkins.plugins.mergeability.reporting;
