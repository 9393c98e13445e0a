/** Listens to events of GitHub, builds and items, and requests the evaluation of the affected pull requests. */
package io.jenkins.plugins.mergeability.reporting.events;
