/** The softmax loss and its derivative by the logits, row by row. */
import { repeat } from './product';
import type { LossParts } from './scores';

/** The vec4s of one iteration: rows of logits are multiples of sixteen, with padding excluded. */
const UNROLL = 4;

const unrolled = (line: (c: string, index: number) => string): string =>
  repeat(UNROLL, (index) => line(`c + ${index}u`, index));

/**
 * L_b = logΣ_c e^{z_c} − Σ_c target_c·z_c,   G[b,c] = (weight/B)·(softmax(z)_c − target_c),
 * target = (1 − κ)·onehot(b) + κ·softmax(teacher's z) (κ = 0 without a teacher). G overwrites the
 * logits; padding rows become 0. One invocation per row; the sums run over c in order.
 * logits, teacherLogits [B, C] → logits, rowLosses [B]
 */
export const softmaxLoss = ({ teacher }: LossParts): string => /* wgsl */ `
  let row = tileIndex;
  if (row >= shape.userRows) { return; }
  let term = termOf(row);
  let users = shape.groups[2u * term];
  let b = row - users.w;
  let width = shape.groups[2u * term + 1u].z / 4u;
  let start = shape.logits + row * shape.candidateWidth;
  if (b >= users.y) {
    for (var c = 0u; c < width; c++) { scratch[start + c] = vec4f(); }
    setRowLoss(row, 0f);
    return;
  }
  let positive = start + b / 4u;
  let lane = b % 4u;
  ${teacher ? 'let kappa = select(0f, shape.kappa, term == 0u);' : 'let kappa = 0f;'}
  let student = maxAndSum(start, width);
  ${teacher ? teacherSoftmax : ''}
  let scale = shape.weights[term] / f32(users.y);
  var targetSum = (1f - kappa) * scratch[positive][lane];
  for (var c = 0u; c < width; c += ${UNROLL}u) {
    ${unrolled(
      (c) => `{
      let z = scratch[start + ${c}];
      var signal = scale / student.y * exp(z - student.x);
      ${teacher ? teacherTarget(c) : ''}
      scratch[start + ${c}] = signal;
    }`,
    )}
  }
  scratch[positive][lane] -= scale * (1f - kappa);
  setRowLoss(row, scale * (student.x + log(student.y) - targetSum));
`;

const teacherSoftmax = /* wgsl */ `
  let teacherStart = shape.teacherLogits + row * shape.candidateWidth;
  var teacher = vec2f(0f, 1f);
  if (term == 0u) { teacher = maxAndSum(teacherStart, width); }`;

const teacherTarget = (c: string): string => /* wgsl */ `
      if (term == 0u) {
        let teacherShare = kappa * exp(scratch[teacherStart + ${c}] - teacher.x) / teacher.y;
        targetSum += dot(teacherShare, z);
        signal -= scale * teacherShare;
      }`;

/** Computes max z and Σ e^{z − max z} in one pass: the sum is rescaled whenever the maximum grows. */
export const softmaxLossFunctions = /* wgsl */ `
fn maxAndSum(start: u32, width: u32) -> vec2f {
  var largest = -1e30f;
  var sum = vec4f();
  for (var c = 0u; c < width; c += ${UNROLL}u) {
    ${unrolled((c, index) => `let z${index} = scratch[start + ${c}];`)}
    let maxima = max(max(z0, z1), max(z2, z3));
    let next = max(largest, max(max(maxima.x, maxima.y), max(maxima.z, maxima.w)));
    sum *= exp(largest - next);
    ${unrolled((_c, index) => `sum += exp(z${index} - next);`)}
    largest = next;
  }
  return vec2f(largest, dot(sum, vec4f(1f)));
}
fn setRowLoss(row: u32, loss: f32) { scratch[shape.rowLosses + row / 4u][row % 4u] = loss; }
`;
