/** Finds out whether GitHub's events reach the projects. */
package io.jenkins.plugins.mergeability.reporting.webhooks;
