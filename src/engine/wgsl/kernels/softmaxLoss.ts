/** Loss and its derivative by the logits, row by row. */
import type { LossParts } from './scores';

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
  ${taught ? 'let kappa = select(0f, shape.kappa, term == 0u);' : 'let kappa = 0f;'}
  let own = largestAndSum(start, width);
  ${taught ? teachersSums : ''}
  let scale = shape.weights[term] / f32(users.y);
  var agreed = 0f;
  for (var c = 0u; c < width; c++) {
    let z = scratch[start + c];
    var wanted = select(vec4f(), vec4f(1f - kappa), 4u * c + vec4u(0u, 1u, 2u, 3u) == vec4u(b));
    ${taught ? 'if (term == 0u) { wanted += kappa * exp(scratch[taught + c] - teacher.x) / teacher.y; }' : ''}
    agreed += dot(wanted, z);
    scratch[start + c] = scale * (exp(z - own.x) / own.y - wanted);
  }
  setRowLoss(row, scale * (own.x + log(own.y) - agreed));
`;

const teachersSums = `
  let taught = shape.taught + row * shape.candidateWidth;
  var teacher = vec2f(0f, 1f);
  if (term == 0u) { teacher = largestAndSum(taught, width); }`;

export const softmaxLossFunctions = `
fn largestAndSum(start: u32, width: u32) -> vec2f {
  var largest = vec4f(-1e30);
  for (var c = 0u; c < width; c++) { largest = max(largest, scratch[start + c]); }
  let most = max(max(largest.x, largest.y), max(largest.z, largest.w));
  var sum = vec4f();
  for (var c = 0u; c < width; c++) { sum += exp(scratch[start + c] - most); }
  return vec2f(most, dot(sum, vec4f(1f)));
}
fn setRowLoss(row: u32, loss: f32) { scratch[shape.rowLosses + row / 4u][row % 4u] = loss; }
`;
