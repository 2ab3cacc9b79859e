/** Loss and its derivative by the logits, row by row. */
import { list } from './product';
import type { LossParts } from './scores';

/** Vec4s in one turn of a loop: rows of logits are multiples of sixteen, padding left out. */
const TURN = 4;

const turn = (line: (c: string, index: number) => string): string =>
  list(TURN, (index) => line(`c + ${index}u`, index));

/**
 * L_b = logΣ_c e^{z_c} − Σ_c target_c·z_c,   G[b,c] = (weight/B)·(softmax(z)_c − target_c),
 * target = (1 − κ)·onehot(b) + κ·softmax(teacher's z) (κ = 0 without a teacher). G takes the place of
 * the logits; padding rows become 0. One invocation per row; the sums run over c in order.
 * logits, taught [B, C] → logits, rowLosses [B]
 */
export const softmaxLoss = ({ taught }: LossParts): string => `
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
  ${taught ? 'let kappa = select(0f, shape.kappa, term == 0u);' : 'let kappa = 0f;'}
  let own = largestAndSum(start, width);
  ${taught ? teachersSums : ''}
  let scale = shape.weights[term] / f32(users.y);
  var agreed = (1f - kappa) * scratch[positive][lane];
  for (var c = 0u; c < width; c += ${TURN}u) {
    ${turn(
      (c) => `{
      let z = scratch[start + ${c}];
      var signal = scale / own.y * exp(z - own.x);
      ${taught ? teachersShare(c) : ''}
      scratch[start + ${c}] = signal;
    }`,
    )}
  }
  scratch[positive][lane] -= scale * (1f - kappa);
  setRowLoss(row, scale * (own.x + log(own.y) - agreed));
`;

const teachersSums = `
  let taught = shape.taught + row * shape.candidateWidth;
  var teacher = vec2f(0f, 1f);
  if (term == 0u) { teacher = largestAndSum(taught, width); }`;

const teachersShare = (c: string): string => `
      if (term == 0u) {
        let wanted = kappa * exp(scratch[taught + ${c}] - teacher.x) / teacher.y;
        agreed += dot(wanted, z);
        signal -= scale * wanted;
      }`;

/** Largest and Σ e^{z − largest} in one reading: the sum is scaled anew whenever a larger one comes. */
export const softmaxLossFunctions = `
fn largestAndSum(start: u32, width: u32) -> vec2f {
  var largest = -1e30f;
  var sum = vec4f();
  for (var c = 0u; c < width; c += ${TURN}u) {
    ${turn((c, index) => `let z${index} = scratch[start + ${c}];`)}
    let most = max(max(z0, z1), max(z2, z3));
    let next = max(largest, max(max(most.x, most.y), max(most.z, most.w)));
    sum *= exp(largest - next);
    ${turn((_c, index) => `sum += exp(z${index} - next);`)}
    largest = next;
  }
  return vec2f(largest, dot(sum, vec4f(1f)));
}
fn setRowLoss(row: u32, loss: f32) { scratch[shape.rowLosses + row / 4u][row % 4u] = loss; }
`;
