/** The pipeline steps: they plan, run the jobs by the standard Pipeline steps, and record their results. */
package io.jenkins.plugins.mergeability.step;
