/** The pipeline steps: they plan, expand the plan into the pipeline's own steps, and record what becomes of it. */
package io.jenkins.plugins.mergeability.step;
