/** A job as shell scripts: its parts, the generated scripts, the results they write, and the names of stages. */
package io.jenkins.plugins.mergeability.script;
