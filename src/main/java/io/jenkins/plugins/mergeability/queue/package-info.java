/** Recognizes the builds of GitHub's merge queue, where they work and when they end. */
package io.jenkins.plugins.mergeability.queue;
