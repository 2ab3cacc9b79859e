/** The GPU adapter of this machine, and whether it is a GPU at all. */

export interface Adapter {
  /** Vendor, architecture, device and description, as far as the browser tells them. */
  name: string;
  /** True when a processor computes what a GPU should. */
  software: boolean;
}

/**
 * Names of the rasterisers that implement WebGPU on a processor: SwiftShader in Chromium, Mesa's llvmpipe and
 * lavapipe under Vulkan and OpenGL, WARP (the “Microsoft Basic Render Driver”) under Direct3D.
 */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|basic render|\bwarp\b|software/i;

/** What browsers tell of an adapter: older ones have no `info`, or the flag on the adapter itself. */
interface AdapterFacts {
  info?: Partial<Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'>> & {
    isFallbackAdapter?: boolean;
  };
  isFallbackAdapter?: boolean;
}

/**
 * Describes an adapter. It counts as software when the browser flags it as a fallback (WebGPU's own word for
 * an adapter without a GPU), or when its name is that of a known rasteriser, because Chromium on Linux offers
 * SwiftShader without the flag.
 */
export function adapterOf({ info = {}, isFallbackAdapter = false }: AdapterFacts): Adapter {
  const name = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  const isFallback = info.isFallbackAdapter ?? isFallbackAdapter;
  return { name, software: isFallback || SOFTWARE_NAMES.test(name) };
}

/** Asks the browser for its adapter: it starts no device and loads nothing. Undefined where there is none. */
export async function findAdapter(): Promise<Adapter | undefined> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  return adapter ? adapterOf(adapter as AdapterFacts) : undefined;
}
