/** Collects what jobs write for people: test reports, which are read, and artifacts, which are copied. */
package io.jenkins.plugins.mergeability.engine.run.files;
