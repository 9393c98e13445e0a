/** Keeps what GitHub is told of the mergeability of pull requests true: looks at them whenever something has happened. */
package io.jenkins.plugins.mergeability.reporting;
