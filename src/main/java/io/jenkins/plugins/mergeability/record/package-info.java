/** What became of the components in a build: written down as it happens, and read by whoever shows or reports it. */
package io.jenkins.plugins.mergeability.record;
