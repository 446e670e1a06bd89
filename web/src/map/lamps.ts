// The lamps as pictures for the map: the shapes of look/LOOK.md, so that their order survives grey print; a white halo keeps them apart from what lies under.
import type { Map as LiveMap } from 'maplibre-gl';

const SIZE = 18;
const SHARP = 2;

type Draw = (pen: CanvasRenderingContext2D) => void;

const SHAPES: Readonly<Record<string, Draw>> = {
  red: (pen) => {
    pen.fillStyle = '#BE2A1A';
    pen.fillRect(1, 1, 10, 10);
  },
  yellow: (pen) => {
    pen.fillStyle = '#EFB02E';
    pen.strokeStyle = '#7A5100';
    pen.lineWidth = 1.2;
    path(pen, [[6, 1.4], [11, 10.6], [1, 10.6]], true);
    pen.fill();
    pen.stroke();
  },
  green: (pen) => {
    pen.strokeStyle = '#1C7653';
    pen.fillStyle = '#fff';
    pen.lineWidth = 1.8;
    pen.beginPath();
    pen.arc(6, 6, 4, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  },
  hold: (pen) => {
    pen.fillStyle = '#5A6774';
    pen.fillRect(2, 1.5, 2.6, 9);
    pen.fillRect(7.4, 1.5, 2.6, 9);
  },
  done: (pen) => {
    pen.strokeStyle = '#5A6774';
    pen.lineWidth = 1.8;
    path(pen, [[1.5, 6.5], [4.8, 9.8], [10.5, 2.5]], false);
    pen.stroke();
  },
  record: (pen) => {
    pen.fillStyle = '#1D567B';
    pen.beginPath();
    pen.arc(6, 6, 3.6, 0, 2 * Math.PI);
    pen.fill();
  },
};

function path(pen: CanvasRenderingContext2D, points: readonly (readonly [number, number])[], close: boolean): void {
  pen.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  if (close) pen.closePath();
}

/** Puts the pictures `lamp-red` … `lamp-done` and `lamp-record` into a map. */
export function addLamps(map: LiveMap): void {
  for (const [name, draw] of Object.entries(SHAPES)) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIZE * SHARP;
    const pen = canvas.getContext('2d')!;
    pen.scale(SHARP, SHARP);
    pen.fillStyle = 'rgba(255, 255, 255, .9)';
    pen.beginPath();
    pen.arc(SIZE / 2, SIZE / 2, 8, 0, 2 * Math.PI);
    pen.fill();
    pen.translate((SIZE - 12) / 2, (SIZE - 12) / 2);
    draw(pen);
    map.addImage(`lamp-${name}`, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: SHARP });
  }
}
